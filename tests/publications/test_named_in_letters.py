"""People whom a letter names by an article: who takes the word back is in no letter any more."""

import pytest
from django.urls import reverse

from publications.emails.letters import parts
from publications.models import MailingVersion
from publications.services import articles_people, articles_record, composing, mailings, sending
from tests.factories import bring_issue, make_alumnus, make_article, make_article_person, make_issue, make_user

from .composing.makers import make_mailing, make_reader, text

pytestmark = pytest.mark.django_db
WRITTEN_ANEW = "信中写到的人撤回了同意。请重新检查：姓名已自动隐去。"
NAMES_SOMEBODY = "信中写到的人撤回了同意。请停止这封信，并复制为新的群发信：新信中不再出现该姓名。"


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def head():
    return make_user("head")


@pytest.fixture
def named():
    """Somebody in a published article, in its title, lead and English text."""
    issue = make_issue()
    article = make_article(
        issue, "访郑和平", lead="郑和平守了三十年天文台。", title_en="Zheng Heping at night",
        lead_en="Zheng Heping kept the observatory.", body_en="<p>Thirty years.</p>",
    )  # fmt: skip
    person = make_article_person(article, make_alumnus("郑和平"), state="agreed", name_en="Zheng Heping")
    bring_issue(issue, "published")
    return person


def letter_about(named, editor, *, language="zh-hans"):
    block = {"kind": "article", "id": named.article_id}
    return make_mailing(editor, blocks=[text(), block], language=language)


def brought_to(state, mailing, editor, head):
    """The mailing in `state`, as its pages bring it there."""
    assert not any(problem.stops for problem in composing.check(mailing=mailing, by=editor))
    if state != "checked":
        mailings.approve(mailing_id=mailing.pk, by=head)
    if state not in ("checked", "approved"):
        mailings.send_now(mailing_id=mailing.pk, by=head)
    if state in ("sending", "paused"):
        assert sending.prepare(mailing_id=mailing.pk)
    if state == "paused":
        mailings.pause(mailing_id=mailing.pk, by=head)
    mailing.refresh_from_db()
    assert mailing.state == state
    return mailing


def take_back(named, by):
    articles_people.record_answer(person=named, text=False, photo=False, note="来信", by=by)


def page_of(mailing, language="zh-hans"):
    return reverse("publications:mailing-web", args=[mailing.key, language])


@pytest.mark.parametrize(("language", "instead"), [("zh-hans", "一位校友"), ("en", "a graduate")])
def test_a_letter_names_nobody_who_took_the_word_back(named, editor, head, language, instead):
    version = letter_about(named, editor, language=language).versions.get()
    name = "郑和平" if language == "zh-hans" else "Zheng Heping"
    before = parts(version.mailing, version)
    assert name in before.html
    assert name in before.text
    take_back(named, head)
    after = parts(version.mailing, version)
    assert name not in after.html + after.text
    assert instead in after.html


@pytest.mark.parametrize("state", ["checked", "approved"])
def test_what_is_not_under_way_is_checked_anew(named, editor, head, state):
    make_reader()
    mailing = brought_to(state, letter_about(named, editor), editor, head)
    take_back(named, head)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.approved_by, str(mailing.reason)[:8]) == ("draft", None, "Somebody")
    assert not any(problem.stops for problem in composing.check(mailing=mailing, by=editor))
    assert "郑和平" not in mailing.versions.get().html
    assert mailing.reason == ""


def test_what_is_scheduled_does_not_go_by_itself(named, editor, head):
    make_reader()
    mailing = brought_to("approved", letter_about(named, editor), editor, head)
    mailing.__class__.objects.filter(pk=mailing.pk).update(state="scheduled", scheduled_at="2030-01-01T00:00Z")
    take_back(named, head)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.scheduled_at) == ("draft", None)


@pytest.mark.parametrize("state", ["preparing", "sending", "paused"])
def test_what_is_under_way_waits_for_a_person(client, named, editor, head, state):
    make_reader()
    mailing = brought_to(state, letter_about(named, editor), editor, head)
    take_back(named, head)
    mailing.refresh_from_db()
    assert mailing.state == "held"
    client.force_login(head)
    assert NAMES_SOMEBODY in client.get(reverse("admin:publications_mailing_change", args=[mailing.pk])).text


def test_other_letters_go_on(named, editor, head):
    make_reader()
    other = brought_to("sending", make_mailing(editor, blocks=[text()]), editor, head)
    take_back(named, head)
    other.refresh_from_db()
    assert other.state == "sending"


def test_an_erasure_takes_the_name_out_of_letters_on_record(named, editor, head):
    make_reader()
    mailing = letter_about(named, editor)
    composing.save_words(
        mailing=mailing, language="zh-hans", subject="郑和平与天文台", preheader="读郑和平的故事", by=editor
    )
    version = mailing.versions.get()
    composing.add_block(version=version, blocks=[text("<p>郑<strong>和平</strong>的故事</p>")], by=editor)
    mailing.refresh_from_db()
    brought_to("sending", mailing, editor, head)
    articles_record.erase(named.alumnus)
    kept = MailingVersion.objects.get()
    assert "和平" not in f"{kept.subject}{kept.preheader}{kept.html}{kept.text}{kept.blocks}"
    assert kept.subject == "一位校友与天文台"


def test_the_web_version_is_neutral_and_stays_while_the_mailing_waits(client, named, editor, head):
    make_reader("王伟")
    mailing = letter_about(named, editor)
    brought_to("approved", mailing, editor, head)
    assert client.get(page_of(mailing)).status_code == 404  # not out yet
    mailings.send_now(mailing_id=mailing.pk, by=head)
    assert sending.prepare(mailing_id=mailing.pk)
    page = client.get(page_of(mailing)).text
    assert "郑和平" in page
    assert "您好，校友！" in page
    assert "王伟" not in page
    assert not any(words in page for words in ("退订", "mail/stop", "mail/preferences", "您收到此信"))
    take_back(named, head)  # the mailing is held now
    page = client.get(page_of(mailing)).text
    assert "郑和平" not in page
    assert "一位校友" in page


def test_a_no_is_not_got_round_by_saying_that_the_article_is_about_nobody(client, head):
    article = make_article(make_issue(), "访钱三强", body="<p>钱三强来了。</p>")
    person = make_article_person(article, make_alumnus("钱三强"), state="refused")
    client.force_login(head)
    remove = reverse("admin:publications_article_person_remove", args=[person.pk])
    page = client.post(remove, follow=True).text
    assert "钱三强未同意刊出。请先把姓名从正文中删去，并撤下有其本人的照片。" in page
    assert article.people.count() == 1
    article.title, article.body = "访一位校友", "<p>他来了。</p>"
    article.save()
    client.post(remove)
    assert article.people.count() == 0
