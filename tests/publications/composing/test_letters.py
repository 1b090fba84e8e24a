"""From blocks to a letter."""

import pytest
from django.utils import timezone

from alumni_office.documents import uploads
from publications.emails.letters import parts
from publications.models import Mailing
from publications.services import composing
from tests.factories import bring_issue, make_article, make_chapter, make_image, make_issue, make_user
from tests.publications.reading import html_errors, marks_in, parts_of

from .makers import make_mailing, make_reader, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


def made(mailing):
    return parts(mailing, mailing.versions.get())


def test_styles_stand_at_each_element_and_rules_for_dark_screens_in_the_head(editor):
    html = made(make_mailing(editor, blocks=[text(), {"kind": "heading", "text": "新闻"}])).html
    assert '<h2 class="heading" style="' in html
    assert "@media (prefers-color-scheme: dark)" in html
    assert html.count("<style") == 1


def test_fields_and_links_of_the_reader_stay_to_be_filled(editor):
    found = made(make_mailing(editor, blocks=[text()]))
    for words in (found.html, found.text):
        assert "{{ name|校友 }}" in words
        assert "{{ unsubscribe }}" in words
        assert "{{ preferences }}" in words
        assert "{{ web }}" in words


def test_what_people_typed_runs_nothing(editor):
    blocks = [
        text('<p onclick="x()">早<script>alert(1)</script><img src="http://evil.example/x.png"></p>'),
        {"kind": "heading", "text": "<b>粗</b>{% now 'Y' %}"},
    ]
    html = made(make_mailing(editor, blocks=blocks)).html
    assert "script" not in html
    assert "onclick" not in html
    assert "evil.example" not in html
    assert "&lt;b&gt;粗&lt;/b&gt;{% now" in html


def test_the_text_reads_well_by_itself(editor):
    html = (
        "<h2>小标题</h2><p>第一段，<a href='https://example.com/a?b=1&amp;c=2'>链接</a>。<br>写给"
        '<a href="mailto:a@example.com">a@example.com</a></p><ul><li>一</li><li><strong>二</strong></li></ul>'
    )
    blocks = [
        {"kind": "heading", "text": "新闻"},
        text(html),
        {"kind": "button", "text": "报名", "url": "https://example.com/"},
    ]
    body = made(make_mailing(editor, blocks=blocks)).text
    assert body.partition("校友通讯 三月\n\n")[2].partition("\n--\n")[0] == (
        "== 新闻 ==\n\n== 小标题 ==\n\n第一段，链接 (https://example.com/a?b=1&c=2)。\n写给a@example.com\n\n"
        "  - 一\n  - 二\n\n报名: https://example.com/\n"
    )


def test_a_picture_that_leads_somewhere_says_so_in_the_text(editor):
    mailing = make_mailing(editor)
    picture = composing.add_picture(mailing=mailing, upload=uploads.picture(make_image().read()), by=editor)
    block = {"kind": "picture", "id": picture.pk, "alt": "老校门", "url": "https://example.com/gate"}
    composing.add_block(version=mailing.versions.get(), blocks=[block], by=editor)
    assert "\n[照片: 老校门] https://example.com/gate\n" in made(mailing).text


RICH = (
    '<h2>一 & 二</h2><p>A <strong>b</strong> <em>c</em> &lt;d&gt; 1 &lt; 2<br><a href="https://example.com/?a=1&b=2">去</a>'
    "</p><h3>三</h3><ul><li>四<ul><li>五</li></ul></li></ul><ol><li>六</li></ol><blockquote><p>七</p></blockquote><hr>"
    "<p>H<sub>2</sub>O {{ name|校友 }}</p>"
)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("counts", [True, False])
def test_both_parts_are_in_order_with_every_kind_of_block(editor, settings, language, counts):
    settings.OFFICE_ADDRESS, settings.OFFICE_ADDRESS_EN = "山大南路27号", "27 Shanda South Road"
    mailing = make_mailing(editor, language=language)
    Mailing.objects.filter(pk=mailing.pk).update(counts_clicks=counts)
    picture = composing.add_picture(mailing=mailing, upload=uploads.picture(make_image().read()), by=editor)
    issue = make_issue()
    article = make_article(issue, title="“甲” & <乙>", body=RICH)
    bring_issue(issue, "published")
    gathering = make_chapter().gatherings.create(title="聚会 <1>", starts_at=timezone.now(), key="3" * 32)
    blocks = [
        {"kind": "heading", "text": "<新> & 旧"}, text(RICH), {"kind": "article", "id": article.pk},
        {"kind": "gathering", "id": gathering.pk},
        {"kind": "picture", "id": picture.pk, "alt": 'ein "Tor"', "url": "https://example.com/?a=1&b=2"},
        {"kind": "picture", "id": picture.pk, "alt": "门", "url": ""},
        {"kind": "button", "text": "A & B", "url": "https://example.com/?a=1&b=2"},
    ]  # fmt: skip
    composing.add_block(version=mailing.versions.get(), blocks=blocks, by=editor)
    make_reader()
    mailing.refresh_from_db()
    assert [each.sentence for each in composing.check(mailing=mailing, by=editor) if each.stops] == []
    html, words = parts_of(mailing.versions.get())
    assert html_errors(html) == []
    assert marks_in(words.replace("<d>", "").replace("<新>", "").replace("<乙>", "").replace("<1>", "")) == []


def test_an_event_stands_with_its_time_and_place_in_its_own_zone(editor):
    chapter = make_chapter(kind="overseas", country="NZ", city="奥克兰", time_zone="Pacific/Auckland")
    starts_at = timezone.datetime(2027, 1, 2, 5, 0, tzinfo=timezone.timezone.utc)
    gathering = chapter.gatherings.create(title="新年聚会", place="海滨", starts_at=starts_at, key="0" * 32)
    found = made(make_mailing(editor, blocks=[{"kind": "gathering", "id": gathering.pk}]))
    assert "2027-01-02 18:00 · 海滨" in found.text
    assert found.problems == []


def test_an_event_that_was_cancelled_is_a_problem_and_not_in_the_letter(editor):
    chapter = make_chapter()
    gathering = chapter.gatherings.create(
        title="取消的聚会", starts_at=timezone.now(), key="1" * 32, cancelled_at=timezone.now()
    )
    found = made(make_mailing(editor, blocks=[{"kind": "gathering", "id": gathering.pk}]))
    assert found.problems == ["有一项活动已取消，或不公开。"]
    assert "取消的聚会" not in found.html


def test_a_letter_in_english_says_its_frame_in_english(editor):
    found = made(make_mailing(editor, blocks=[text("<p>Dear {{ name|alumnus }}</p>")], language="en"))
    assert 'lang="en"' in found.html
    assert "Unsubscribe" in found.html


def test_ten_blocks_cost_as_many_queries_as_one(editor, django_assert_num_queries):
    one = make_mailing(editor, blocks=[text()]).versions.get()
    ten = make_mailing(editor, blocks=[text()] * 10).versions.get()
    for version in (one, ten):
        mailing = version.mailing
        with django_assert_num_queries(0):
            parts(mailing, version)
    chapter = make_chapter()
    rows = [chapter.gatherings.create(title=f"聚会{n}", starts_at=timezone.now(), key=f"{n:032}") for n in range(6)]
    many = make_mailing(editor, blocks=[{"kind": "gathering", "id": row.pk} for row in rows]).versions.get()
    mailing = many.mailing
    with django_assert_num_queries(1):
        parts(mailing, many)


def test_a_test_goes_to_each_address_with_the_fields_filled(editor):
    version = make_mailing(editor, subject="给{{ name|您 }}的信", blocks=[text()]).versions.get()
    sent = composing.send_test(
        version=version, to=["a@example.com", "b@example.com"], values={"name": "李<娜"}, by=editor
    )
    assert [message.to for message in sent] == ["a@example.com", "b@example.com"]
    assert sent[0].subject == "[TEST] 给李<娜的信"
    assert "李&lt;娜" in sent[0].html
    assert "李<娜" in sent[0].text


def test_a_strict_reader_finds_what_is_wrong():
    assert [error.split(": ")[1].split()[0] for error in html_errors("<!doctype html><p id=a id=b>x<ul></ul></p>")] == [
        "duplicate-attribute", "unexpected-end-tag",
    ]  # fmt: skip
    assert marks_in("一 <b>二</b> &amp; [三](<http://x>)\n## 四\n五 ()\n{{ name }}\nUnsubscribe:\n六 ") == [
        "<b>", "</b>", "&amp;", "](", "<http://x>", "## ", "()", "{{", "}}", " ", "Unsubscribe:",
    ]  # fmt: skip
