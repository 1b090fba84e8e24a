"""Rich text: nothing but its few marks gets through, whatever was sent."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alumni_office.ui import rich

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=https://evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    '<img src="https://evil.example/track.gif">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></p><script>alert(1)</script></mtext></math>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="//evil.example/">x</a>',
    '<a href="/\\evil.example/">x</a>',
    '<a href="https://a.example/" onclick="alert(1)" style="position:fixed" target="_blank">x</a>',
    '<p style="background:url(https://evil.example/)">x</p>',
    '<p class="btn btn-primary" id="content">x</p>',
    "<iframe src=https://evil.example></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=/admin/><input name=q><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<p>x<!-- <script>alert(1)</script> --></p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea></textarea><script>alert(1)</script>",
    "<p\x00>x</p><scr\x00ipt>alert(1)</scr\x00ipt>",
    "<<script>alert(1)//<</script>",
    "<a href='https://a.example/\"onmouseover=\"alert(1)'>x</a>",
    "<template><script>alert(1)</script></template>",
    "<xmp><script>alert(1)</script></xmp>",
]
pieces = st.sampled_from(
    [*ATTACKS, "<p>", "</p>", "<strong>", "</em>", "王伟", "&amp;", "&lt;", "<", ">", '"', "'", "<!--"]
)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def check(html):
    tags = Tags()
    tags.feed(html)
    assert {tag for tag, _attrs in tags.found} <= rich.TAGS
    for tag, attrs in tags.found:
        assert set(attrs) <= ({"href", "rel"} if tag == "a" else set())
        if tag == "a":
            assert attrs["rel"] == rich.REL
            assert re.match(r"https?://|mailto:|/(?![/\\])", attrs.get("href", "/"), re.IGNORECASE)


@pytest.mark.parametrize("attack", ATTACKS, ids=[str(number) for number in range(len(ATTACKS))])
def test_nothing_that_acts_gets_through(attack):
    for html in (attack, f"<p>前{attack}后</p>", f"<ul><li>{attack}</ul>"):
        check(rich.clean(html))


@given(st.lists(pieces | st.text(max_size=12), max_size=12).map("".join))
def test_whatever_is_typed_only_the_marks_remain_and_cleaning_twice_is_cleaning_once(html):
    cleaned = rich.clean(html)
    check(cleaned)
    assert rich.clean(cleaned) == cleaned
    assert rich.shown(cleaned) == cleaned


def test_the_marks_of_an_article_stay():
    html = (
        "<h2>一</h2><p>甲<strong>乙</strong><em>丙</em>H<sub>2</sub>O<br>丁</p><blockquote><p>引</p></blockquote>"
        "<ul><li><p>一</p></li></ul><ol><li><p>二</p></li></ol><hr><h3>二</h3>"
    )
    assert rich.clean(html) == html


def test_a_link_keeps_its_address_and_is_not_followed_by_search_engines():
    assert rich.clean('<p><a href="https://a.example/?a=1&b=2" rel="me">页</a></p>') == (
        '<p><a href="https://a.example/?a=1&amp;b=2" rel="nofollow noopener noreferrer">页</a></p>'
    )


def test_marks_without_a_text_are_nothing():
    assert rich.clean("<p></p><p> <br></p>") == ""


def test_the_plain_text_has_spaces_between_paragraphs_and_none_inside_of_words():
    assert rich.plain("<p>王<strong>伟</strong>来</p><p>1 &lt; 2</p>") == "王伟来 1 < 2"


def test_a_text_is_cut_into_its_blocks_and_nothing_is_lost():
    html = '文字<p>一<strong>二</strong></p><ul><li><p>三</p></li></ul><hr><p>1 &lt; 2<br><a href="/x">四</a></p>'
    assert rich.blocks(html) == [
        "文字", "<p>一<strong>二</strong></p>", "<ul><li><p>三</p></li></ul>", "<hr>",
        '<p>1 &lt; 2<br><a href="/x">四</a></p>',
    ]  # fmt: skip


@given(st.lists(pieces | st.text(max_size=12), max_size=12).map("".join))
def test_the_blocks_of_any_cleaned_text_are_the_text(html):
    cleaned = rich.clean(html)
    assert "".join(rich.blocks(cleaned)).replace(" ", "").replace("\n", "") == cleaned.replace(" ", "").replace(
        "\n", ""
    )


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>王伟说</p>", "<p>一位校友说</p>"),
        ("<p>王<strong>伟</strong>说</p>", "<p>一位校友<strong></strong>说</p>"),
        ("<p>王伟明说，王伟不说</p>", "<p>王伟明说，一位校友不说</p>"),
        ('<p><a href="https://a.example/王伟">王伟</a></p>', '<p><a href="https://a.example/王伟">一位校友</a></p>'),
        ("<p>王</p><p>伟</p>", "<p>一位校友</p><p></p>"),
    ],
    ids=["plain", "marked", "longer", "address", "broken"],
)
def test_a_name_is_replaced_in_the_text_alone(html, wanted):
    assert rich.replace_words(html, {"王伟": "一位校友", "王伟明": "王伟明"}) == wanted


def test_what_stands_for_a_name_is_text():
    assert rich.replace_words("<p>A&amp;B</p>", {"A&B": "<b>"}) == "<p>&lt;b&gt;</p>"
