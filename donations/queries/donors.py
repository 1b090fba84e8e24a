"""Donors: found by any of their names, with what they gave. A donor is its head and those merged into it."""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Replace

from alumni.models import Alumnus
from alumni_office.names import fold, simplify
from donations.models import Donor, Gift, SoftCredit

LETTERS = re.compile(r"[a-z]+")


def named(rows: QuerySet[Donor], words: str) -> QuerySet[Donor]:
    """Those called so: by a part of the name, of a reading or of its first letters, or by the number in full."""
    words = words.strip()
    bare = fold(words)
    found = Q(name__icontains=words) | Q(name__icontains=simplify(words))
    if LETTERS.fullmatch(bare):
        rows = rows.alias(spelled=Replace("reading", Value(" ")))
        found |= Q(spelled__contains=bare)
    if words.isascii() and words.isdigit() and len(words) < 12:
        found |= Q(pk=int(words))
    return rows.filter(found)


def listed(user, *, words: str = "", kind: str = "") -> QuerySet[Donor]:
    rows = Donor.objects.visible_to(user).heads().select_related("alumnus", "organisation", "chapter")
    if kind:
        rows = rows.filter(kind=kind)
    return named(rows, words) if words else rows


def family(donor: Donor) -> list[int]:
    """The donor and those merged into it."""
    return list(Donor.objects.filter(Q(pk=donor.pk) | Q(merged_into=donor)).values_list("pk", flat=True))


def of_person(person: Alumnus) -> QuerySet[Donor]:
    """The donor that a person is, and those that were found to be the same without a record of their own."""
    return Donor.objects.filter(Q(alumnus=person) | Q(merged_into__alumnus=person, alumnus=None))


def received(user, donors: Iterable[Donor]) -> dict[int, Decimal]:
    """By head: the funds received from it, as far as `user` may see them. One statement."""
    ids = [donor.pk for donor in donors]
    rows = (
        Gift.objects.visible_to(user).posted().alias(head=Coalesce("donor__merged_into_id", "donor_id"))
        .filter(Q(donor__in=ids) | Q(donor__merged_into__in=ids))
        .order_by().values_list(F("head")).annotate(whole=Sum("amount_cny"))
    )  # fmt: skip
    return dict(rows)


def credits(user, donor_ids: list[int]) -> QuerySet[SoftCredit]:
    """Gifts of others for which these are thanked."""
    return (
        SoftCredit.objects.filter(donor__in=donor_ids, ended_at__isnull=True, gift__in=Gift.objects.visible_to(user))
        .select_related("gift__donor")
        .order_by("-pk")
    )


def people_named(user, words: str, most: int) -> list:
    """Alumni of exactly this name who are no donors yet."""
    people = Alumnus.objects.visible_to(user).present().filter(name=words.strip())
    return list(people.exclude(pk__in=Donor.objects.heads().filter(alumnus__in=people).values("alumnus"))[:most])
