"""How a congress stands: its numbers, its quorum, and what is missing before the next step."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chapters.models import Congress, Delegate

State = Congress.State


@dataclass(frozen=True)
class Quorum:
    """Two thirds of the delegates whose credentials are in order. "At least" includes the number itself (Civil Code,
    art. 1259)."""

    confirmed: int
    present: int

    @property
    def needed(self) -> int:
        return -(-2 * self.confirmed // 3)

    @property
    def missing(self) -> int:
        return max(self.needed - self.present, 0) if self.confirmed else 1

    @property
    def is_reached(self) -> bool:
        return self.missing == 0


def quorum(congress: Congress) -> Quorum:
    numbers = congress.delegates.confirmed().aggregate(
        confirmed=Count("pk"), present=Count("pk", filter=Q(attended_at__isnull=False))
    )
    return Quorum(**numbers)


@dataclass(frozen=True)
class Numbers:
    seats: int  # planned
    delegations: int
    shared_out: int  # seats of all delegations
    named: int  # who takes a seat, confirmed or not
    waiting: int  # whose credentials nobody looked at
    quorum: Quorum
    motions: int
    motions_open: int
    elections: int
    elections_open: int

    @property
    def difference(self) -> int:
        """Seats that are shared out beyond those planned; below zero: not yet."""
        return self.shared_out - self.seats


def numbers(congress: Congress) -> Numbers:
    delegations = congress.delegations.aggregate(count=Count("pk"), seats=Coalesce(Sum("seats"), 0))
    named = congress.delegates.aggregate(
        standing=Count("pk", filter=Q(state__in=Delegate.STANDING)),
        waiting=Count("pk", filter=Q(state=Delegate.State.NAMED)),
        confirmed=Count("pk", filter=Q(state=Delegate.State.CONFIRMED)),
        present=Count("pk", filter=Q(attended_at__isnull=False)),
    )
    open_ones = Count("pk", filter=Q(voted_at__isnull=True))
    motions = congress.motions.order_by().aggregate(count=Count("pk"), open=open_ones)
    elections = congress.elections.aggregate(count=Count("pk"), open=open_ones)
    return Numbers(
        seats=congress.seats, delegations=delegations["count"], shared_out=delegations["seats"],
        named=named["standing"], waiting=named["waiting"], quorum=Quorum(named["confirmed"], named["present"]),
        motions=motions["count"], motions_open=motions["open"],
        elections=elections["count"], elections_open=elections["open"],
    )  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step of a congress; `missing` says what must be there before it is done, "" when it is."""

    name: str
    label: str | Promise
    url_name: str
    is_done: bool
    is_here: bool
    text: str
    missing: str


LABELS = {
    "plan": gettext_lazy("Plan"),
    "quotas": gettext_lazy("Quotas"),
    "delegates": gettext_lazy("Delegates"),
    "credentials": gettext_lazy("Credentials"),
    "session": gettext_lazy("Session"),
    "result": gettext_lazy("Result of the congress"),
}
PAGES = {"plan": "plan", "quotas": "quotas", "delegates": "delegates", "credentials": "credentials",
         "session": "attendance", "result": "result"}  # fmt: skip


def steps(congress: Congress, found: Numbers, *, whole: bool = True) -> list[Step]:
    """The steps in their order; without `whole` only the one that a college officer has a part in."""
    missing = {
        "plan": "",
        "quotas": _quotas_missing(congress, found),
        "delegates": _delegates_missing(congress, found),
        "credentials": _credentials_missing(congress, found),
        "session": _session_missing(congress, found),
        "result": "" if congress.state == State.CLOSED else _("The congress is not closed yet."),
    }
    here = next((name for name, text in missing.items() if text), "result")
    return [
        Step(name, LABELS[name], f"admin:chapters_congress_{PAGES[name]}", not missing[name], name == here,
             _told(name, congress, found), missing[name])
        for name in LABELS if whole or name == "delegates"
    ]  # fmt: skip


def _told(name: str, congress: Congress, found: Numbers) -> str:
    return {
        "plan": ngettext("%(count)s seat", "%(count)s seats", found.seats) % {"count": found.seats},
        "quotas": _("%(shared)s of %(seats)s seats shared out among %(bodies)s")
        % {"shared": found.shared_out, "seats": found.seats, "bodies": found.delegations},
        "delegates": _("%(named)s of %(seats)s named") % {"named": found.named, "seats": found.shared_out},
        "credentials": _("%(confirmed)s in order, %(waiting)s to look at")
        % {"confirmed": found.quorum.confirmed, "waiting": found.waiting},
        "session": _("%(present)s present, %(motions)s motions, %(elections)s ballots")
        % {"present": found.quorum.present, "motions": found.motions, "elections": found.elections},
        "result": congress.get_state_display(),
    }[name]


def _quotas_missing(congress: Congress, found: Numbers) -> str:
    if not found.delegations:
        return _("The quotas are not worked out yet.")
    return "" if congress.state != State.PLANNED else _("The naming of delegates is not opened yet.")


def _delegates_missing(congress: Congress, found: Numbers) -> str:
    if congress.state == State.PLANNED:
        return _("It begins when the quotas are settled.")
    left = found.shared_out - found.named
    if congress.state != State.NOMINATING or left <= 0:
        return ""
    return ngettext("%(count)s seat is free.", "%(count)s seats are free.", left) % {"count": left}


def _credentials_missing(congress: Congress, found: Numbers) -> str:
    if congress.state == State.PLANNED or not found.named:
        return _("Nobody is named yet.")
    if congress.state == State.CLOSED or not found.waiting:
        return ""
    return ngettext(
        "%(count)s delegate waits for the office to look at the credentials.",
        "%(count)s delegates wait for the office to look at the credentials.", found.waiting,
    ) % {"count": found.waiting}  # fmt: skip


def _session_missing(congress: Congress, found: Numbers) -> str:
    if congress.state == State.CLOSED:
        return ""
    if congress.state != State.OPEN:
        return _("The congress is not opened yet.")
    if not found.quorum.is_reached:
        return ngettext(
            "%(count)s delegate more must be there for a quorum.",
            "%(count)s delegates more must be there for a quorum.", found.quorum.missing,
        ) % {"count": found.quorum.missing}  # fmt: skip
    if open_ones := found.motions_open + found.elections_open:
        return ngettext("%(count)s vote is open.", "%(count)s votes are open.", open_ones) % {"count": open_ones}
    return _("Nothing waits: the congress can be closed.")


def with_numbers(delegations):
    """Delegations with how many they have named (`named`) and how many are free (`free`)."""
    return delegations.annotate(
        named=Count("delegates", filter=Q(delegates__state__in=Delegate.STANDING)), free=F("seats") - F("named")
    )
