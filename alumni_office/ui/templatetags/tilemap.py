import itertools

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from alumni_office.ui.tilemap import COUNTS, STEPS

register = template.Library()

TILE = (
    '<li class="tile c{column} r{row}"><{tag} class="shade-{shade}"{href}>'
    '<span class="short" aria-hidden="true">{short}</span><span class="name">{label}</span> '
    '<span class="number">{text}</span>{brief}</{end}></li>'
)


@register.inclusion_tag("ui/tilemap.html")
def tilemap(tiles, label="", by_count=False):
    return {"tiles": tiles, "label": label, "legend": legend_of_counts() if by_count else legend()}


@register.inclusion_tag("ui/worldtiles.html")
def worldtiles(continents):
    return {"continents": continents}


@register.simple_tag
def tile(each):
    place = each.place
    return format_html(
        TILE, column=each.column, row=each.row, shade=each.shade, short=each.short, label=place.label,
        text=place.text,
        brief=format_html('<span class="brief" aria-hidden="true">{}</span>', place.brief) if place.brief else "",
        tag="a" if place.url else "span", end="a" if place.url else "span",
        href=format_html(' href="{}"', place.url) if place.url else "",
    )  # fmt: skip


def legend() -> list[tuple[int, str]]:
    """What each shade means, as (shade, words)."""
    said = [(1, _("under %(share)s %%") % {"share": STEPS[0]})]
    for shade, (low, high) in enumerate(itertools.pairwise(STEPS), 2):
        said.append((shade, _("%(low)s–%(high)s %%") % {"low": low, "high": high}))
    return [*said, (len(STEPS) + 1, _("%(share)s %% and more") % {"share": STEPS[-1]})]


def legend_of_counts() -> list[tuple[int, str]]:
    """The same where tiles are shaded by their number."""
    bounds = (1, *COUNTS)
    said = [
        (shade, str(low) if high == low + 1 else f"{low}–{high - 1}")
        for shade, (low, high) in enumerate(itertools.pairwise(bounds), 1)
    ]
    return [*said, (len(bounds), _("%(number)s and more") % {"number": COUNTS[-1]})]
