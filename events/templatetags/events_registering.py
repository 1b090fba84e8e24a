"""What the pages of registrations print."""

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from alumni_office.ui.office import in_readers_language
from chapters.models.zones import zone_label
from events.emails.clock import when, where
from events.models import Registration

register = template.Library()

BADGES = {
    Registration.State.CONFIRMED: "badge-good",
    Registration.State.ASKED: "badge-gold",
    Registration.State.WAITING: "badge-warn",
    Registration.State.DECLINED: "badge-bad",
}


@register.simple_tag
def event_time(event):
    """By the clocks there and, where they show something else, by those at the university."""
    there = format_html(
        '<time datetime="{}">{}</time>', timezone.localtime(event.starts_at, event.zone).isoformat(), when(event)
    )
    here = timezone.localtime(event.starts_at)
    if here.utcoffset() == timezone.localtime(event.starts_at, event.zone).utcoffset():
        return there
    home = f"{date_format(here, 'DATETIME_FORMAT')} ({zone_label(settings.TIME_ZONE)})"
    return format_html('{}<br><span class="soft">{}</span>', there, home)


@register.simple_tag
def event_moment(event, at):
    there = timezone.localtime(at, event.zone)
    return f"{date_format(there, 'DATETIME_FORMAT')} ({event.zone_label})"


@register.simple_tag
def event_place(event):
    return where(event)


@register.simple_tag
def event_readers(event):
    """Who reads what is typed: the host, and the office in any case."""
    if not (event.college_id or event.chapter_id):
        return _("the alumni office")
    host = event.college or event.chapter.shown_name
    return _("%(host)s and the alumni office") % {"host": host}


@register.simple_tag
def registration_badge(registration):
    style = BADGES.get(registration.state, "")
    return format_html('<span class="badge {}">{}</span>', style, registration.get_state_display())


@register.simple_tag
def said_answer(answer):
    """What was chosen, in the reader's language; what was typed, as it is."""
    question = answer.question
    english = dict(zip(question.choices, question.choices_en, strict=False))
    return "、".join(in_readers_language(value, english.get(value, "")) for value in answer.values)
