"""The end of a congress: the council that it elected takes office."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from chapters.models import Candidate, Congress, Office, Term

from .elections import outcome_of
from .refusals import held

State = Congress.State


@transaction.atomic
def close_congress(*, congress: Congress, by) -> Term | None:
    """Close the session. The elected take office on the congress's last day, and the council before them leaves it
    the day before; without an election no term begins, and None is returned. Raises Refused."""
    congress = held(congress.pk, State.OPEN)
    if congress.motions.filter(voted_at__isnull=True).exists():
        raise Refused(_("A motion waits for its vote. Record the vote, or take the motion off."))
    _elections_decided(congress)
    congress.state = State.CLOSED
    congress.save(update_fields=["state"])
    elected = Candidate.objects.filter(
        election__congress=congress,
        is_elected=True,
        alumnus__isnull=False,  # nobody takes the place of who was erased
    ).order_by("election", "-votes", "pk")
    if not elected.exists():
        return None
    _end_the_council_before(congress)
    last = Term.objects.filter(congress__isnull=False).aggregate(last=Max("number"))["last"] or 0
    term = Term.objects.create(
        congress=congress, number=last + 1, starts_on=congress.ends_on, ends_on=congress.term_ends_on
    )
    Office.objects.bulk_create(
        [
            Office(term=term, alumnus=one.alumnus, seat=one.election.seat, from_on=term.starts_on,
                   until_on=term.ends_on)
            for one in elected.select_related("election", "alumnus")
        ]
    )  # fmt: skip
    return term


def _elections_decided(congress: Congress) -> None:
    elections = list(congress.elections.order_by("seat", "round"))
    latest = {election.seat: election for election in elections}
    for election in elections:
        if election.voted_at is None:
            raise Refused(
                _("The ballot on “%(post)s” was not held. Record it, or take it off.")
                % {"post": election.get_seat_display()}
            )
        found = outcome_of(election)
        if found and found.tied and latest[election.seat] == election:
            raise Refused(
                _("Candidates for “%(post)s” have equal votes: a further ballot must decide.")
                % {"post": election.get_seat_display()}
            )


def _end_the_council_before(congress: Congress) -> None:
    """The association has one council at a time."""
    last_day = congress.ends_on - timedelta(days=1)
    for term in Term.objects.select_for_update().filter(congress__isnull=False, ends_on__gt=last_day):
        if term.starts_on >= last_day:
            raise Refused(
                _("Another congress elected a council from %(day)s on.")
                % {"day": date_format(term.starts_on, "DATE_FORMAT")}
            )
        term.offices.filter(from_on__gt=last_day).delete()
        term.offices.filter(until_on__gt=last_day).update(until_on=last_day)
        term.ends_on = last_day
        term.save(update_fields=["ends_on"])
