"""What the search console prints. Rows are put together here, not by the template engine: they
are most of the page, and this takes a third of the time."""

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from alumni.queries.search.pages import rounded
from alumni.queries.search.words import full_year

register = template.Library()

ROW = (
    '<tr><td class="tick"><input type="checkbox" name="ids" value="{pk}" aria-label="{name}"></td>'
    '<td class="who" title="{name} {more}"><a class="name" href="{url}" data-sheet>{name}</a>{signs}'
    ' <span class="quiet">{more}</span></td>'
    '<td class="studied" title="{studied}">{studied}</td><td class="works" title="{works}">{works}</td>'
    '<td class="place">{place}</td><td class="reach">{reach}</td></tr>'
)


@register.simple_tag
def people_rows(people):
    base = reverse("admin:alumni_alumnus_detail", args=[0])[:-2]
    labels = {"email": pgettext("list", "E-mail"), "phone": pgettext("list", "Phone"), "post": pgettext("list", "Post")}
    none = format_html('<span class="quiet">○ {}</span>', pgettext("list", "None"))
    return mark_safe("".join(_row(person, base, labels, none) for person in people))  # noqa: S308 - parts escaped by format_html


def _row(person, base, labels, none):
    more = " ".join(filter(None, (person.name_as_written, person.latin_name, person.gender_label)))
    return format_html(
        ROW, pk=person.pk, name=person.name, url=f"{base}{person.pk}/", more=more, signs=_signs(person),
        studied=pgettext("between two degrees", "; ").join(map(_degree, person.degrees)),
        works=" ".join(filter(None, (person.employer, person.job_title))), place=person.place,
        reach=format_html("<span>● {}</span>", " ".join(labels[kind] for kind in person.reach))
        if person.reach else none,
    )  # fmt: skip


def _signs(person):
    if person.is_deceased:
        return format_html(' <span class="badge">{}</span>', _("Deceased"))
    if person.tier != "regular":
        return format_html(' <span class="badge badge-gold">{}</span>', person.tier_label)
    return ""


def _degree(degree):
    what = " ".join(
        filter(
            None,
            (
                degree.college or degree.school,
                degree.major if degree.major != degree.college else "",
                degree.level_label,
            ),
        )
    )
    values = {"what": what, "enrolled": _year(degree.enrolled), "graduated": _year(degree.graduated)}
    if degree.enrolled and degree.graduated:
        return pgettext("degree in a list", "%(what)s %(enrolled)s–%(graduated)s") % values
    if degree.enrolled:
        return pgettext("degree in a list", "%(what)s from %(enrolled)s") % values
    if degree.graduated:
        return pgettext("degree in a list", "%(what)s %(graduated)s") % values
    return what


def _year(year):
    """98级, 02届: in Chinese two figures, as long as they mean this year."""
    if not year or not (get_language() or "").startswith("zh"):
        return year
    short = f"{year % 100:02d}"
    return short if full_year(short) == year else year


@register.simple_tag
def people_count(count):
    """ "1,204 people", or "about 68,300 people" where a sample was counted."""
    value = count.value if count.is_exact else rounded(count.value)
    people = ngettext("%(count)s person", "%(count)s people", value) % {"count": intcomma(value)}
    return people if count.is_exact else _("about %(people)s") % {"people": people}


@register.simple_tag
def toggled(state, name, value):
    return state.toggled(name, value)


@register.simple_tag
def next_page(state, after):
    return state.next(after)
