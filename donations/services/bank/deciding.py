"""A person decides about a line: it is a gift, it is something else than proposed, or it is none of ours.

Confirming is one UPDATE that only one can win, and the gift is entered and posted in its transaction: of any number of
people who confirm a line at once there is one gift.
"""

from typing import Any

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from donations.models import AnnouncedGift, BankLine, Donor, Fund, Gift, Pledge
from donations.services import gifts, givers, pledges
from donations.services.refusals import Refused, WrongState

Proposal = BankLine.Proposal
State = BankLine.State
EMPTY = {"pledge": None, "announced": None, "donor": None, "organisation": None}


@transaction.atomic
def confirm_line(*, line_id: int, by, version: int | None = None) -> Gift:
    """Enter and post the gift that the line is, as proposed. `version`: as the page showed it. Raises Refused."""
    line = _hold(line_id, version)
    if line.fund is None:
        raise Refused(_("Choose the fund first."))
    pledge = _pledge_of(line)
    donor = _donor_of(line)
    fields: dict[str, Any] = {}
    if pledge:
        fields = {"campaign": pledge.campaign, "college": pledge.college, "agreement": pledge.agreement}
    elif line.announced:
        fields = {"campaign": line.announced.campaign, "is_anonymous": line.announced.is_anonymous}
    gift = gifts.enter_gift(
        key=line.key, donor=donor, amount=line.amount, shares=[gifts.Share(line.fund, line.amount)],
        received_on=line.booked_on, method=Gift.Method.TRANSFER, reference=line.reference, by=line.entered_by,
        note={"payer": line.payer if line.payer != donor.name and not donor.erased_at else ""}, **fields,
    )  # fmt: skip
    if pledge:
        pledges.match_payment(gift_id=gift.pk, pledge_id=pledge.pk, by=by)
    gift = gifts.post_gift(gift_id=gift.pk, by=by)
    BankLine.objects.filter(pk=line.pk).update(
        state=State.CONFIRMED, gift=gift, donor=donor, decided_by=by, decided_at=timezone.now()
    )
    if line.announced:
        AnnouncedGift.objects.filter(pk=line.announced.pk).exclude(state=AnnouncedGift.State.RECEIVED).update(
            state=AnnouncedGift.State.RECEIVED, gift=gift, donor=donor
        )
    return gift


def choose(
    *, line_id: int, version: int, by, donor: Donor | None = None, pledge: Pledge | None = None,
    fund: Fund | None = None, new_donor: str = "", new_kind: str = Donor.Kind.PERSON,
) -> None:  # fmt: skip
    """Say what an open line is instead: whose, or which pledge it pays, and for which fund. Raises Refused."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        line = _hold(line_id, version)
        fields = {"proposal": Proposal.CHOSEN, "entered_by": by}
        if pledge:
            if pledge.state != Pledge.State.OPEN:
                raise Refused(_("This pledge is not open: nothing is owed any more."))
            fields |= EMPTY | {"pledge": pledge, "donor": pledge.donor, "fund": pledge.fund}
        elif donor or new_donor:
            fields |= EMPTY | {"donor": donor or givers.named(new_donor, new_kind, by)}
        if fund and not pledge:
            if fund.closed_on:
                raise Refused(_("This fund is closed."), field="fund")
            if line.pledge_id and "pledge" not in fields:  # another fund: it is not that pledge's
                fields |= {"pledge": None}
            fields |= {"fund": fund}
        BankLine.objects.filter(pk=line_id).update(**fields)


@transaction.atomic
def set_aside(*, line_id: int, version: int, reason: str, by) -> None:
    """It is no gift: interest, a fee returned, another department's money. Raises Refused."""
    _hold(line_id, version)
    BankLine.objects.filter(pk=line_id).update(
        state=State.ASIDE, reason=reason, decided_by=by, decided_at=timezone.now()
    )


@transaction.atomic
def reopen(*, line_id: int, version: int, by) -> None:
    """A line that was set aside is to be decided again. Raises WrongState."""
    aside = BankLine.objects.filter(pk=line_id, state=State.ASIDE, version=version)
    if not aside.update(
        state=State.OPEN, reason="", decided_by=None, decided_at=None, entered_by=by, version=F("version") + 1
    ):
        raise WrongState


def _hold(line_id: int, version: int | None) -> BankLine:
    """The line, held until the end of the transaction, open, and as the page showed it. Raises WrongState."""
    mine = BankLine.objects.filter(pk=line_id, state=State.OPEN)
    if version is not None:
        mine = mine.filter(version=version)
    if not mine.update(version=F("version") + 1):
        raise WrongState
    return BankLine.objects.select_related(
        "fund", "donor__merged_into", "organisation", "entered_by", "announced__donor__merged_into"
    ).get(pk=line_id)


def _pledge_of(line: BankLine) -> Pledge | None:
    if line.pledge_id is None:
        return None
    pledge = Pledge.objects.select_for_update(of=("self",)).select_related("campaign", "college", "agreement").get(
        pk=line.pledge_id
    )  # fmt: skip
    if pledge.state != Pledge.State.OPEN:
        raise Refused(_("The pledge %(code)s is not open any more: choose what this is instead.")
                      % {"code": pledge.code})  # fmt: skip
    return pledge


def _donor_of(line: BankLine) -> Donor:
    if line.announced:
        if line.announced.state == AnnouncedGift.State.RECEIVED:
            raise Refused(_("The announced gift %(code)s came in already: choose what this is instead.")
                          % {"code": line.announced.code})  # fmt: skip
        return givers.of_announced(line.announced)
    if line.donor:
        return line.donor if line.pledge_id else line.donor.merged_into or line.donor
    if line.organisation:
        return givers.of_organisation(line.organisation, line.entered_by)
    raise Refused(_("Choose the donor first."))
