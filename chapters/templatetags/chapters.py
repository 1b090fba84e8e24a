"""What the public pages of chapters print."""

from typing import NamedTuple
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chapters.models import Chapter
from chapters.queries.clock import is_elsewhere

register = template.Library()

LINE = '<li><a href="{href}"{lang}>{name}</a> {badge}<span class="since">{since}</span></li>'
BADGES = {
    Chapter.Recognition.DORMANT: "badge-warn",
    Chapter.Recognition.PREPARING: "badge-gold",
    Chapter.Recognition.REVIVED: "badge-good",
    Chapter.Recognition.FOUNDED: "badge-good",
}


class Words(NamedTuple):
    """A text, and its language where that is not the reader's."""

    text: str
    lang: str


@register.simple_tag
def words(chinese, english) -> Words:
    """What stands in two languages, in the reader's; in the other one where there is only that."""
    is_chinese = (get_language() or "zh").startswith("zh")
    mine, other = (chinese, english) if is_chinese else (english, chinese)
    if mine or not other:
        return Words(mine, "")
    return Words(other, "en" if is_chinese else "zh-hans")


@register.simple_tag
def said(chinese, english):
    """The same, marked with its language: for a line within a page."""
    found = words(chinese, english)
    return format_html('<span lang="{}">{}</span>', found.lang, found.text) if found.lang else found.text


@register.simple_tag
def badge(chapter):
    """The state as a word; active ones need none."""
    if style := BADGES.get(chapter.recognition):
        return format_html('<span class="badge {}">{}</span> ', style, chapter.get_recognition_display())
    return ""


@register.simple_tag
def chapter_lines(chapters, query=""):
    """The lines of a list; the directory may have a thousand, so they are joined here. `query` keeps the language."""
    pattern = reverse("chapters:chapter", args=[0])
    is_chinese = (get_language() or "zh").startswith("zh")
    chinese = mark_safe(' lang="zh-hans"')
    since = _("since %(year)s")
    return mark_safe(  # noqa: S308 - joined of what format_html escaped
        "".join(
            format_html(
                LINE,
                href=pattern.replace("/0/", f"/{chapter.pk}/") + query,
                lang="" if is_chinese or chapter.name_en else chinese,
                name=chapter.name if is_chinese or not chapter.name_en else chapter.name_en,
                badge=badge(chapter),
                since=since % {"year": chapter.founded_on.year} if chapter.founded_on else "",
            )
            for chapter in chapters
        )
    )


@register.inclusion_tag("chapters/when.html")
def when(gathering, chapter):
    """When something begins: by the clocks there and, where they differ, by those at the university."""
    there = timezone.localtime(gathering.starts_at, chapter.zone)
    here = timezone.localtime(gathering.starts_at) if is_elsewhere(chapter, gathering.starts_at) else None
    return {"there": there, "here": here}


@register.simple_tag
def day(gathering, chapter):
    """On which day something was, there."""
    there = timezone.localtime(gathering.starts_at, chapter.zone)
    return format_html('<time datetime="{}">{}</time>', there.isoformat(), date_format(there, "DATE_FORMAT"))


@register.filter
def mailto(address):
    return f"mailto:{quote(address, safe='@')}"


@register.filter
def dialled(number):
    """The telephone as a link wants it."""
    return "tel:" + "".join(char for char in number if char.isdecimal() or char == "+")
