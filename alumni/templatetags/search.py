"""What the search console prints. Rows are put together here, not by the template engine: they
are most of the page, and this takes a third of the time."""

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alumni.queries.search.filters import REACH

register = template.Library()

ROW = (
    '<tr><td class="tick"><input type="checkbox" name="ids" value="{pk}" aria-label="{name}"></td>'
    '<td><a class="name" href="{url}" data-sheet>{name}</a> <span class="quiet">{more}</span>{signs}</td>'
    "<td>{studied}</td><td>{works}</td><td>{place}</td><td>{reach}</td></tr>"
)


@register.simple_tag
def people_rows(people):
    base = reverse("admin:alumni_alumnus_detail", args=[0])[:-2]
    labels = {kind: str(label) for kind, label in REACH.items()}
    none = _("Not reachable")
    return mark_safe("".join(_row(person, base, labels, none) for person in people))  # noqa: S308 - parts escaped by format_html


def _row(person, base, labels, none):
    more = " ".join(filter(None, (person.name_as_written, person.latin_name, person.gender_label)))
    return format_html(
        ROW, pk=person.pk, name=person.name, url=f"{base}{person.pk}/", more=more, signs=_signs(person),
        studied=format_html("{}", _studied(person.degrees)),
        works=" ".join(filter(None, (person.employer, person.job_title))), place=person.place,
        reach=format_html('<span class="reach">● {}</span>', " · ".join(labels[kind] for kind in person.reach))
        if person.reach else format_html('<span class="quiet">○ {}</span>', none),
    )  # fmt: skip


def _signs(person):
    if person.is_deceased:
        return format_html(' <span class="badge">{}</span>', _("Deceased"))
    if person.tier != "regular":
        return format_html(' <span class="badge badge-gold">{}</span>', person.tier_label)
    return ""


def _studied(degrees):
    return "; ".join(_degree(degree) for degree in degrees)


def _degree(degree):
    years = [
        pgettext("enrolment year", "entered %s") % degree.enrolled if degree.enrolled else "",
        degree.college or degree.school,
        degree.major if degree.major != degree.college else "",
        degree.level_label,
        pgettext("graduation year", "class of %s") % degree.graduated if degree.graduated else "",
    ]
    return " ".join(filter(None, years))


@register.simple_tag
def people_count(count):
    """ "1,204 people", or "about 68,300 people" where a sample was counted."""
    value = count.value if count.is_exact else _round(count.value)
    people = ngettext("%(count)s person", "%(count)s people", value) % {"count": intcomma(value)}
    return people if count.is_exact else _("about %(people)s") % {"people": people}


def _round(value: int) -> int:
    """Three figures: more would say more than a sample knows."""
    step = 10 ** max(len(str(value)) - 3, 0)
    return value // step * step


@register.simple_tag
def toggled(state, name, value):
    return state.toggled(name, value)


@register.simple_tag
def next_page(state, after):
    return state.next(after)
