"""Which rows say who a donor is: what an erasure empties or takes away, and what it leaves in the accounts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.services.erasing.traces import Traces, with_versions
from alumni_office.mail.models import Message
from donations.models import (
    Agreement,
    AnnouncedGift,
    BankLine,
    Donor,
    DonorsApart,
    Gift,
    GiftNote,
    NamingRight,
    Opportunity,
    OpportunityFile,
    Organisation,
    Pledge,
    Receipt,
    SoftCredit,
    Thanks,
    WallWord,
)
from donations.models.donors import CLEARED

TO_COLLEAGUES = ["donations.stale"]  # mails that name opportunities


@dataclass(frozen=True)
class Rows:
    """Those of some donors, by their numbers; `emails` are theirs now and in earlier versions, in small letters."""

    ids: list[int]
    emails: frozenset[str]

    @property
    def announced(self) -> QuerySet[AnnouncedGift]:
        """Also what a stranger announced from one of the addresses, while no money has come in."""
        by_mail = Q(low__in=self.emails, donor=None, alumnus=None)
        found = AnnouncedGift.objects.alias(low=Lower("email")).filter(
            Q(donor__in=self.ids) | Q(gift__donor__in=self.ids) | by_mail
        )
        return AnnouncedGift.objects.filter(pk__in=found.values("pk"))

    @property
    def bank_lines(self) -> QuerySet[BankLine]:
        """What came from them, and what was only proposed to be theirs."""
        return BankLine.objects.filter(
            Q(donor__in=self.ids) | Q(gift__donor__in=self.ids) | Q(pledge__donor__in=self.ids)
            | Q(announced__in=self.announced)
        )  # fmt: skip

    @property
    def notes(self) -> QuerySet[GiftNote]:
        return GiftNote.objects.filter(gift__donor__in=self.ids)

    @property
    def pledges(self) -> QuerySet[Pledge]:
        return Pledge.objects.filter(donor__in=self.ids)

    @property
    def wall_words(self) -> QuerySet[WallWord]:
        return WallWord.objects.filter(donor__in=self.ids)

    @property
    def thanks(self) -> QuerySet[Thanks]:
        return Thanks.objects.filter(donor__in=self.ids)

    @property
    def cards(self) -> QuerySet[Opportunity]:
        return Opportunity.objects.filter(donor__in=self.ids)

    @property
    def apart(self) -> QuerySet[DonorsApart]:
        return DonorsApart.objects.filter(Q(low__in=self.ids) | Q(high__in=self.ids))

    @property
    def mails(self) -> QuerySet[Message]:
        """What giving wrote to the addresses, and to those of what was announced."""
        return mails_to([*self.emails, *self.announced.values_list("email", flat=True)])


def mails_to(addresses: Iterable[str]) -> QuerySet[Message]:
    asked = {each.lower() for each in addresses if each}
    found = Message.objects.alias(low=Lower("to")).filter(low__in=asked, purpose__startswith="donations.")
    return Message.objects.filter(pk__in=found.values("pk"))


def family_of(donor_id: int) -> list[int]:
    return sorted(Donor.objects.filter(Q(pk=donor_id) | Q(merged_into=donor_id)).values_list("pk", flat=True))


def rows_of(ids: list[int]) -> Rows:
    return Rows(ids, emails_of(ids))


def emails_of(ids: list[int]) -> frozenset[str]:
    return frozenset(row.email.lower() for row in with_versions(Donor, Q(pk__in=ids), Q(id__in=ids)) if row.email)


def traces_of(ids: list[int], *, named: bool = True) -> Traces:
    """By what the donors are recognised in what colleagues typed, in earlier versions too; of a body's contact
    without the name, which is the body's."""
    traces = Traces([], None)
    for row in with_versions(Donor, Q(pk__in=ids), Q(id__in=ids)):
        traces.names |= {row.name} - {CLEARED} if named else set()
        told = [("email", row.email), ("mobile", row.phone), ("address", row.address)]
        traces.contacts |= {(kind, value) for kind, value in told if value}
    return traces


@dataclass(frozen=True)
class Kept:
    """What stays for one reason: `numbers` are (what, how many), `why` is a sentence with its source."""

    numbers: list[tuple[str | Promise, int]]
    why: str | Promise


VOUCHER = _(
    "Vouchers of the accounts, and what belongs to them, are kept for thirty years (Administrative Measures for "
    "Accounting Archives, 2015, annex 1). They name the donor by number alone, and nobody can say any more who it is."
)
RECEIPT = _(
    "A receipt is a voucher of the accounts: the law keeps it for thirty years as it was issued, with the name that "
    "stands on it."
)
CONTRACT = _("Part of a contract of the university, kept in its words as long as the accounts.")
LEAVES: tuple[tuple[str | Promise, tuple[tuple[str | Promise, type[Model]], ...]], ...] = (
    (VOUCHER, (
        (_("Gifts, with amounts, days and funds"), Gift), (_("Pledges and what was paid of them"), Pledge),
        (_("Soft credits"), SoftCredit),
    )),
    (RECEIPT, ((_("Receipts, with their numbers"), Receipt),)),
    (CONTRACT, ((_("Agreements"), Agreement), (_("Naming rights"), NamingRight))),
)  # fmt: skip
GOES: tuple[tuple[str | Promise, Callable[[Rows], QuerySet]], ...] = (
    (_("Names with reading, e-mail, telephone, postal address and note"),
     lambda rows: Donor.objects.filter(pk__in=rows.ids)),
    (_("Words for the donor wall"), lambda rows: rows.wall_words),
    (_("Notes on gifts: in honour of whom, who paid, what was said"), lambda rows: rows.notes),
    (_("Notes on pledges"), lambda rows: rows.pledges.exclude(note="")),
    (_("Announced gifts: name and e-mail"), lambda rows: rows.announced),
    (_("Bank lines: payer, account and purpose as the bank wrote them"), lambda rows: rows.bank_lines),
    (_("Opportunities with their steps"), lambda rows: rows.cards),
    (_("Papers of opportunities"), lambda rows: OpportunityFile.objects.filter(opportunity__in=rows.cards)),
    (_("Mails about gifts, sent or waiting"), lambda rows: rows.mails),
    (_("Thanks that are due: nobody is thanked any more"), lambda rows: rows.thanks.filter(state=Thanks.State.DUE)),
    (_("Notes that two donors are not the same"), lambda rows: rows.apart),
)  # fmt: skip
GOES_OF_A_BODY: tuple[tuple[str | Promise, Callable[[Rows], QuerySet]], ...] = (
    (_("E-mail, telephone, postal address and note of the donor"),
     lambda rows: Donor.objects.filter(pk__in=rows.ids).exclude(email="", phone="", address="", note="")),
    (_("Notes of the office on the organisation"), lambda rows: _bodies(rows.ids).exclude(note="")),
    (_("Announced gifts: name and e-mail"), lambda rows: rows.announced.exclude(name="", email="")),
    (_("Mails about gifts, sent or waiting"), lambda rows: rows.mails),
)  # fmt: skip
VERSIONS = _("Earlier versions of these rows")


def _bodies(ids: list[int]) -> QuerySet:
    return Organisation.objects.filter(donors__in=ids)


def going(donor: Donor, ids: list[int]) -> list[tuple[str | Promise, int]]:
    """(what, how many) of what an erasure would take away."""
    rows = rows_of(ids)
    is_person = donor.kind == Donor.Kind.PERSON
    found = [(label, of(rows).count()) for label, of in (GOES if is_person else GOES_OF_A_BODY)]
    found.append((VERSIONS, sum(_versions(rows, is_person))))
    return [(label, number) for label, number in found if number]


def _versions(rows: Rows, is_person: bool) -> Iterator[int]:
    yield _history(Donor).filter(id__in=rows.ids).count()
    if is_person:
        for model in (Pledge, Opportunity):
            yield _history(model).filter(donor__in=rows.ids).count()


def _history(model: Any) -> QuerySet:
    return model.versions.rel.related_model._base_manager.all()


def staying(ids: list[int]) -> list[Kept]:
    """What an erasure leaves, by the reason for it."""
    found = []
    for why, models in LEAVES:
        numbers = [(label, model._default_manager.filter(donor__in=ids).count()) for label, model in models]
        if some := [(label, number) for label, number in numbers if number]:
            found.append(Kept(some, why))
    return found
