"""Two organisations side by side: whose value is kept, what goes along, what stands against it; and what goes back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from alumni_office.accounts.roles import Permission
from donations.models import ClubMembership, Donor, Organisation, OrganisationMerge, OrganisationPerson

from . import organisations

# A fact of which an organisation has one, and its fields: those of one fact go together.
FACTS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "name_en": ("name_en",),
    "kind": ("kind",),
    "branch_of": ("branch_of_id",),
    "industry": ("industry",),
    "size": ("size",),
    "place": ("province", "city"),
    "address": ("address",),
    "website": ("website",),
    "about": ("about", "about_en"),
    "note": ("note",),
}
# What names an organisation, and by which field: it goes along, and comes back.
MOVED = {
    "donations.OrganisationPerson": "organisation",
    "donations.Donor": "organisation",
    "donations.BankLine": "organisation",
    "donations.StandingOffer": "organisation",
    "donations.NeedCase": "organisation",
    "donations.ClubMembership": "organisation",
    "donations.Opportunity": "organisation",
    "donations.Organisation": "branch_of",
}


def values(organisation: Organisation, fact: str) -> tuple:
    return tuple(getattr(organisation, name) for name in FACTS[fact])


def preferred(kept: Organisation, dropped: Organisation, fact: str) -> Organisation:
    """Whose value is proposed: that of the kept one, unless it has none."""
    return dropped if not any(values(kept, fact)) and any(values(dropped, fact)) else kept


def hindrance(kept: Organisation, dropped: Organisation, by) -> str:
    """Why these two are not merged as they stand, or nothing."""
    if kept.credit_code and dropped.credit_code:
        return _(
            "Each has a credit code of its own: so they are two. Where one of the codes is wrong, correct it first."
        )
    if kept.pk in _above(dropped) or dropped.pk in _above(kept):
        return _("One is a branch of the other. If it is none, take that out of its page first.")
    live = ClubMembership.objects.filter(state__in=ClubMembership.LIVE)
    if all(live.filter(organisation=row).exists() for row in (kept, dropped)):
        return _("Both are in the club, or have applied: end or decline one of the two memberships first.")
    if all(donor_of(row) for row in (kept, dropped)) and not by.reach(Permission.GIFT_ENTER).everyone:
        return _("Both have given, and become one donor: somebody who enters gifts for the whole office does that.")
    return ""


def _above(organisation: Organisation) -> set[int]:
    """Of which it is a branch, up to the top."""
    found: set[int] = set()
    following = organisation.branch_of_id
    while following and following not in found:
        found.add(following)
        following = Organisation.objects.values_list("branch_of", flat=True).get(pk=following)
    return found


def donor_of(organisation: Organisation) -> Donor | None:
    return Donor.objects.heads().filter(organisation=organisation).first()


def movable(label: str, *, source: int, target: int) -> QuerySet:
    """The rows of a model that go from `source` to `target`. A part that somebody has in both stays where it is."""
    rows = apps.get_model(label)._default_manager.filter(**{MOVED[label]: source})
    if label == "donations.OrganisationPerson":
        twin = OrganisationPerson.objects.filter(
            organisation=target, alumnus=OuterRef("alumnus"), part=OuterRef("part"), until_on__isnull=True
        )
        rows = rows.exclude(Exists(twin), until_on__isnull=True)
    return rows


def prevents(row: OrganisationMerge) -> OrganisationMerge | None:
    """The later merging that has to be taken back before this one, if any."""
    later = OrganisationMerge.objects.filter(undone_at__isnull=True, pk__gt=row.pk).select_related("kept", "dropped")
    return later.filter(Q(kept=row.kept_id) | Q(dropped=row.kept_id)).order_by("-pk").first()


def going_back(row: OrganisationMerge) -> dict[str, int]:
    """{model: how many of the rows that went along would go back now}."""
    return {label: returning(row, label).count() for label in MOVED}


def returning(row: OrganisationMerge, label: str) -> QuerySet:
    return movable(label, source=row.kept_id, target=row.dropped_id).filter(pk__in=row.moved.get(label, []))


def merges_into(organisation: Organisation) -> QuerySet[OrganisationMerge]:
    """The mergings that hold, into this one."""
    rows = OrganisationMerge.objects.filter(undone_at__isnull=True, kept=organisation)
    return rows.select_related("dropped", "merged_by").order_by("-pk")


@dataclass(frozen=True)
class Fact:
    """One fact of both; `preferred` is the organisation whose value is proposed where they differ."""

    code: str
    label: str
    values: tuple[str, str]
    differs: bool
    preferred: int


@dataclass(frozen=True)
class Group:
    """Things of which an organisation has several: they go along."""

    label: str
    sides: tuple[list[str], list[str]]


@dataclass(frozen=True)
class Comparison:
    kept: Organisation
    dropped: Organisation
    facts: list[Fact]
    groups: list[Group]
    numbers: list[tuple[str, int]]


def compare(user, kept: Organisation, dropped: Organisation) -> Comparison:
    facts = []
    for code in FACTS:
        mine, theirs = values(kept, code), values(dropped, code)
        if any(mine) or any(theirs):
            shown = (_shown(kept, code), _shown(dropped, code))
            facts.append(Fact(code, _label(code), shown, mine != theirs, preferred(kept, dropped, code).pk))
    groups = [_group(label, of, kept, dropped) for label, of in _several(user)]
    numbers = [
        (named(label), number)
        for label in MOVED
        if (number := movable(label, source=dropped.pk, target=kept.pk).count())
    ]
    return Comparison(kept, dropped, facts, [group for group in groups if any(group.sides)], numbers)


def named(label: str) -> str:
    """What the rows of a model are called beside their number."""
    if MOVED[label] == "branch_of":
        return _("Branches")
    return capfirst(str(apps.get_model(label)._meta.verbose_name_plural))


def _label(code: str) -> str:
    if code in ("place", "size"):
        return {"place": _("Place"), "size": _("Size")}[code]
    field = Organisation._meta.get_field(code)
    return capfirst(str(field.verbose_name))  # type: ignore[union-attr]


def _shown(row: Organisation, code: str) -> str:
    if code == "place":
        return " ".join(part for part in (str(row.get_province_display() or ""), row.city) if part)
    if code == "branch_of":
        return str(row.branch_of or "")
    display = getattr(row, f"get_{code}_display", None)
    if display:
        return str(display()) if getattr(row, code) else ""
    return "\n".join(value for value in values(row, code) if value)


def _several(user) -> list[tuple[str, Callable[[Organisation], list[str]]]]:
    def codes(row):
        return [row.credit_code] if row.credit_code else []

    def people(row):
        return [f"{each.alumnus.name} · {each.get_part_display()}" for each in organisations.people_of(user, row)]

    def donor(row):
        found = donor_of(row) if user.may(Permission.DONOR_VIEW) else None
        return [found.name] if found else []

    def club(row):
        rows = ClubMembership.objects.visible_to(user).filter(organisation=row).select_related("alumnus").order_by("pk")
        return [f"{each.alumnus.name} · {each.shown_state}" for each in rows]

    def open_to(row):
        return [_("Shown to all alumni")] if row.opened_at else []

    return [
        (_("Unified social credit code"), codes), (_("Alumni in it"), people), (_("Gives as"), donor),
        (_("In the club"), club), (_("Alumni companies"), open_to),
    ]  # fmt: skip


def _group(label: str, of: Callable[[Organisation], list[str]], kept: Organisation, dropped: Organisation) -> Group:
    return Group(label, (of(kept), of(dropped)))
