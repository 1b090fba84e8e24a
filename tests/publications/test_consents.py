"""Nothing about a person is published before the person read it and agreed; each word can be taken back."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from publications.models import Article, ArticleConsent, ArticlePerson, Issue, Picture
from publications.services import articles, articles_people, articles_pictures, issues
from tests.factories import (
    bring_issue,
    make_alumnus,
    make_article,
    make_article_person,
    make_contact,
    make_issue,
    make_member,
    make_picture,
    make_user,
)

pytestmark = pytest.mark.django_db
State = ArticlePerson.State


@pytest.fixture
def head():
    return make_user(Role.HEAD)


@pytest.fixture
def person():
    alumnus = make_alumnus("王伟")
    make_contact(alumnus, "email", "wang@example.com", state="verified", verified_at=timezone.now())
    return make_article_person(make_article(make_issue(), body="<p>王伟值夜班。</p>"), alumnus)


def ask(person, by):
    """Ask, and return the address that is in the mail."""
    articles_people.ask_person(person=ArticlePerson.objects.get(pk=person.pk), by=by)
    return re.search(r"/publications/consent/\S+", Message.objects.latest("pk").text)[0]


def stands(person):
    found = ArticlePerson.objects.with_hashes().get(pk=person.pk)
    return found.state, found.is_complete


def answer(client, path, choice):
    page = client.get(path)
    return client.post(path, {"answer": choice, "seen": page.context["seen"]})


def edit(person, by, **fields):
    article = Article.objects.get(pk=person.article_id)
    articles.save_article(article=article, version=article.version, section=None, by=by, **fields)


def test_an_issue_is_approved_only_when_everybody_in_it_has_agreed(client, head, person):
    issue = person.article.issue
    with pytest.raises(issues.Missing) as error:
        issues.move_issue(issue=issue, to="approved", by=head)
    assert error.value.people == [person]
    answer(client, ask(person, head), "all")
    issues.move_issue(issue=issue, to="approved", by=head)
    assert Issue.objects.get().state == "approved"


def test_the_database_refuses_it_too(head, person):
    stamps = {"approved_by": head, "approved_at": timezone.now()}
    with pytest.raises(IntegrityError, match="has not agreed"), transaction.atomic():
        Issue.objects.update(state="approved", **stamps)


def test_an_issue_goes_on_without_the_article_of_who_refused(client, head, person):
    issue = person.article.issue
    make_article(issue, "另一篇")
    answer(client, ask(person, head), "no")
    assert stands(person) == ("refused", False)
    with pytest.raises(issues.Missing):
        issues.move_issue(issue=issue, to="approved", by=head)
    articles.take_out(article=person.article, by=head)
    issues.move_issue(issue=issue, to="approved", by=head)


def test_looking_at_the_link_changes_nothing_and_shows_text_and_photograph(client, head, person):
    picture = make_picture(person.article, [person], caption="值班室")
    path = ask(person, head)
    page = client.get(path)
    text = page.content.decode()
    assert "王伟值夜班。" in text
    assert "值班室" in text
    drawn = client.get(f"{path}{picture.pk}/")
    assert (drawn["Content-Type"], b"".join(drawn.streaming_content)[:2]) == ("image/jpeg", b"\xff\xd8")
    assert stands(person) == ("asked", False)
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    other = make_picture(make_article(make_issue()))
    assert client.get(f"{path}{other.pk}/").status_code == 404


def test_an_answer_is_kept_with_the_words_that_were_read(client, head, person):
    answer(client, ask(person, head), "all")
    row = ArticleConsent.objects.get()
    assert (row.text, row.photo, row.source, row.by) == (True, False, "link", None)
    assert "一台仪器退役了" in row.wording
    with pytest.raises(DatabaseError), transaction.atomic():
        ArticleConsent.objects.update(text=False)


def test_what_was_changed_since_it_was_read_is_not_agreed_to(client, head, person):
    path = ask(person, head)
    seen = client.get(path).context["seen"]
    edit(person, head, body="<p>王伟没有值夜班。</p>")
    page = client.post(path, {"answer": "all", "seen": seen})
    assert (page.status_code, stands(person)) == (422, ("asked", False))
    assert client.post(path, {"answer": "all", "seen": page.context["seen"]}).status_code == 302
    assert stands(person) == ("agreed", True)


@pytest.mark.parametrize("field", ["title", "lead", "body", "title_en"])
def test_a_change_of_the_text_after_the_consent_asks_again(client, head, person, field):
    answer(client, ask(person, head), "all")
    edit(person, head, **{field: "<p>新的话</p>" if field == "body" else "新的话"})
    assert stands(person) == ("agreed", False)
    with pytest.raises(issues.Missing):
        issues.move_issue(issue=person.article.issue, to="approved", by=head)
    answer(client, ask(person, head), "all")
    assert stands(person) == ("agreed", True)


def test_a_change_that_the_person_does_not_read_asks_nothing(client, head, person):
    answer(client, ask(person, head), "all")
    edit(person, head, authors="本刊记者")
    assert stands(person) == ("agreed", True)


def test_a_new_photograph_of_the_person_asks_again_and_one_without_does_not(client, head, person):
    answer(client, ask(person, head), "all")
    make_picture(person.article)
    assert stands(person) == ("agreed", True)
    picture = make_picture(person.article, [person])
    assert stands(person) == ("agreed", False)
    answer(client, ask(person, head), "all")
    assert stands(person) == ("agreed", True)
    articles_pictures.edit_picture(
        picture=picture, people=[person], by=head, caption="改了", caption_en="", credit="甲", alternative="乙", place=0
    )
    assert stands(person) == ("agreed", False)


def test_who_agrees_to_the_text_alone_is_not_shown(client, head, person):
    picture = make_picture(person.article, [person])
    answer(client, ask(person, head), "text")
    assert stands(person) == ("agreed", False)
    articles_pictures.remove_picture(picture=Picture.objects.get(pk=picture.pk), by=head)
    assert stands(person) == ("agreed", True)


def test_a_later_link_ends_the_earlier_one_and_an_old_one_runs_out(client, head, person):
    first, second = ask(person, head), ask(person, head)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    ArticlePerson.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert client.get(second).status_code == 404
    assert client.post(second, {"answer": "all", "seen": ""}).status_code == 404
    assert client.get("/publications/consent/forged/").status_code == 404
    assert ArticleConsent.objects.count() == 0


def test_the_word_is_taken_back_by_the_same_link_however_late(client, head, person):
    path = ask(person, head)
    answer(client, path, "all")
    bring_issue(person.article.issue, "published")
    ArticlePerson.objects.update(expires_at=timezone.now() - timedelta(days=400))
    assert client.post(path, {"answer": "no"}).status_code == 302
    assert stands(person) == ("withdrawn", False)
    assert list(ArticleConsent.objects.order_by("pk").values_list("text", flat=True)) == [True, False]


def test_who_has_agreed_is_not_asked_twice(client, head, person):
    answer(client, ask(person, head), "all")
    with pytest.raises(articles_people.NothingToAsk):
        ask(person, head)


@pytest.mark.parametrize("why", ["no address", "restricted", "deceased", "archived", "dead address"])
def test_who_must_or_can_not_be_written_to_is_not(head, person, why):
    changes = {"restricted": {"restricted_at": timezone.now()}, "deceased": {"life": "deceased"},
               "archived": {"archived_at": timezone.now()}}  # fmt: skip
    if why in changes:
        type(person.alumnus).objects.update(**changes[why])
    else:
        person.alumnus.contacts.update(state="bad" if why == "dead address" else "ended", verified_at=None)
    with pytest.raises(articles_people.NoAddress):
        ask(person, head)
    assert Message.objects.count() == 0


def test_a_mail_goes_to_the_verified_address_then_to_the_account(head):
    member = make_member("李娜")
    person = make_article_person(make_article(make_issue()), member)
    make_contact(member, "email", "unsure@example.com")
    ask(person, head)
    assert Message.objects.latest("pk").to == member.user.email
    make_contact(member, "email", "sure@example.com", state="verified", verified_at=timezone.now())
    ask(person, head)
    assert Message.objects.latest("pk").to == "sure@example.com"


def test_sending_a_link_is_in_the_access_log(head, person):
    ask(person, head)
    row = AccessRecord.objects.get(action="send")
    assert (row.target_id, row.by, row.criteria) == (person.alumnus_id, head, {"article": person.article_id})


def test_an_answer_told_to_the_office_says_how_and_is_the_approvers_to_write_down(client, head, person):
    path = reverse("admin:publications_article_person_answer", args=[person.pk])
    client.force_login(make_user(Role.EDITOR))
    assert client.post(path, {"text": "yes", "note": "电话"}).status_code == 403
    client.force_login(head)
    page = client.post(path, {"text": "yes"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["note"])
    client.post(path, {"text": "yes", "note": "11月3日电话"})
    row = ArticleConsent.objects.get()
    assert (row.source, row.note, row.by, stands(person)) == ("office", "11月3日电话", head, ("agreed", True))


def test_the_editor_asks_by_a_button_and_sees_no_address(
    client, person, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(make_user(Role.EDITOR))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:publications_article_person_ask", args=[person.pk]))
    assert [mail.to for mail in mailoutbox] == [["wang@example.com"]]
    page = client.get(reverse("admin:publications_article_people", args=[person.article_id]))
    assert "wang@example.com" not in page.content.decode()


def test_people_are_found_by_name_within_reach_only(client):
    article, alumnus = make_article(make_issue()), make_alumnus("欧阳修")
    client.force_login(make_user(Role.EDITOR))
    page = client.get(reverse("admin:publications_article_people", args=[article.pk]), {"name": "欧阳修"})
    assert list(page.context["found"]) == [alumnus]
    path = reverse("admin:publications_article_person_add", args=[article.pk, alumnus.pk])
    assert client.post(path, {"role": "subject", "name": "欧阳修"}).status_code == 302
    row = ArticlePerson.objects.get()
    assert (row.alumnus, row.reading, row.state) == (alumnus, "ou yang xiu", "new")
    assert client.post(reverse("admin:publications_article_person_add", args=[article.pk, 10**9])).status_code == 404
