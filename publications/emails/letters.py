"""From blocks to the two parts of a letter: HTML with its styles at each element, and text that reads well by itself.
Merge fields stay in both; `fields` fills them for one reader."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import css_inline
import html2text
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from alumni_office.ui import office
from publications.models import Mailing, MailingVersion

from .blocks import Shown, shown

STYLE = Path(__file__).with_name("letter.css")
# What a page may do that shows a letter: it brings its styles at each element, as mail programs want it; nothing in it
# runs.
POLICY = {
    "default-src": [NONE], "style-src": [UNSAFE_INLINE], "img-src": [SELF], "base-uri": [NONE], "form-action": [NONE],
    "frame-ancestors": [NONE],
}  # fmt: skip
BLANK = re.compile(r"\n{3,}")
AT_THE_END = re.compile(r" +$", re.MULTILINE)
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
HEADING = re.compile(r"<h[23]>(.*?)</h[23]>", re.DOTALL)


@dataclass(frozen=True)
class Parts:
    html: str
    text: str
    problems: list[str]  # of the blocks, as sentences


def parts(mailing: Mailing, version: MailingVersion, *, on_the_web: bool = False) -> Parts:
    """`on_the_web`: for whoever has the address, without the links that are one reader's."""
    blocks = shown(version.blocks, version.language)
    with translation.override(version.language):
        context = {
            "mailing": mailing, "version": version, "blocks": blocks, "university": office.university(),
            "office": office.office(), "reason": reason(mailing), "on_the_web": on_the_web,
        }  # fmt: skip
        page = render_to_string("publications/mail/letter.html", context)
        text = render_to_string("publications/mail/letter.txt", context | {"body": _as_text(blocks)})
    problems = [block.problem for block in blocks if block.problem]
    return Parts(_inliner().inline(page), BLANK.sub("\n\n", text).strip() + "\n", problems)


def reason(mailing: Mailing) -> str:
    """Why somebody gets this, in the reader's language."""
    if mailing.purpose == "fundraising":
        return _("You get this because you agreed to hear of funds and projects that look for support.")
    return _("You get this because you are on the alumni office’s register and agreed to news and invitations.")


@cache
def _inliner() -> css_inline.CSSInliner:
    """Nothing is fetched; rules for dark screens stay in the head."""
    return css_inline.CSSInliner(
        load_remote_stylesheets=False, keep_at_rules=True, extra_css=STYLE.read_text(), apply_width_attributes=True
    )


def _as_text(blocks: list[Shown]) -> str:
    return "\n\n".join(filter(None, map(_block_as_text, blocks)))


def _block_as_text(block: Shown) -> str:
    if block.kind == "heading":
        return f"== {block.title} =="
    if block.kind == "text":
        return _plain(block.html)
    if block.kind == "picture":
        return f"[{_('Picture')}: {block.alt}] {block.url}".strip()
    if block.kind == "button":
        return f"{block.label}: {block.url}"
    return "\n".join(filter(None, (block.title, block.text, block.url)))


def _plain(html: str) -> str:
    """Cleaned HTML as a text without marks: addresses stand behind their words, headings as those of blocks do."""
    html = HEADING.sub(r"<p>== \1 ==</p>", LINK.sub(_beside, html))
    reader = html2text.HTML2Text(bodywidth=0)
    reader.ignore_emphasis = reader.ignore_links = True
    reader.ul_item_mark = "-"
    text = reader.handle(html).replace("\\-", "-").replace("\\.", ".").replace("\\+", "+")
    return AT_THE_END.sub("", text).strip()


def _beside(found: re.Match) -> str:
    address, words = found[1].removeprefix("mailto:"), found[2]
    return words if words == address else f"{words} ({address})"
