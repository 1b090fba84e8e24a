"""The papers of a congress, as documents of headings and pairs: credentials, and the result."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alumni_office.documents.pdf import Document, Entry, Section
from alumni_office.ui import office
from chapters.models import Congress, Delegate, Election, Motion, Office
from chapters.queries.congress.outcome import needed
from chapters.queries.congress.standing import numbers


def credential(delegate: Delegate) -> Document:
    """The paper of one delegate, in the reader's language. Its code opens the desk's page of arrivals, for who keeps
    the door; to everybody else it says nothing."""
    congress = delegate.congress
    door = reverse("admin:chapters_congress_attendance", args=[congress.pk])
    pairs = (
        (_("Delegate"), str(delegate)),
        (_("Delegation"), delegate.delegation.shown_name),
        (_("Number of the credentials"), str(delegate.number)),
        (_("Days"), days(congress)),
        (pgettext("where it is held", "Place"), congress.place or "—"),
    )
    return Document(
        title=_("Credentials"), lead=congress.shown_name, foot=_foot(),
        sections=[Section(_("Delegate with a vote"), _("Show this paper at the door."), [Entry(pairs)])],
        code=f"{settings.SITE_URL.rstrip('/')}{door}?q={delegate.number}",
    )  # fmt: skip


def result(congress: Congress) -> Document:
    """The whole result, in the reader's language, with all names: for the office's files, not for publication."""
    return Document(
        title=_("Result of the congress"), lead=f"{congress.shown_name}\n{days(congress)} {congress.place}".strip(),
        foot=_foot(),
        sections=[
            _attendance(congress), _motions(congress), _elections(congress), _council(congress), _delegates(congress)
        ],
    )  # fmt: skip


def days(congress: Congress) -> str:
    first, last = (date_format(day, "DATE_FORMAT") for day in (congress.starts_on, congress.ends_on))
    return first if first == last else f"{first} – {last}"


def _foot() -> str:
    signed = [office.university(), _("Alumni Office"), date_format(timezone.localdate(), "DATE_FORMAT")]
    return " · ".join(filter(None, signed))


def _attendance(congress: Congress) -> Section:
    found = numbers(congress).quorum
    verdict = _("There was a quorum.") if found.is_reached else _("There was no quorum.")
    pairs = (
        (_("Seats planned"), str(congress.seats)),
        (_("Credentials in order"), str(found.confirmed)),
        (_("Present"), str(found.present)),
        (_("Quorum"), _("at least %(needed)s: two thirds of those with credentials in order")
         % {"needed": found.needed}),
    )  # fmt: skip
    return Section(_("Attendance and quorum"), verdict, [Entry(pairs)])


def _motions(congress: Congress) -> Section:
    section = Section(_("Motions"))
    for motion in congress.motions.filter(voted_at__isnull=False):
        counts = [
            (_("Delegates present"), str(motion.present)), (_("For"), str(motion.votes_for)),
            (_("Against"), str(motion.votes_against)), (_("Abstentions"), str(motion.abstentions)),
            (_("Result"), arithmetic(motion)),
        ]  # fmt: skip
        title = (_("Motion %(number)s") % {"number": motion.number}, motion.shown_title)
        section.entries.append(Entry((title, *([(_("Text"), motion.text)] if motion.text else []), *counts)))
    section.lead = "" if section.entries else _("No motion was put to the vote.")
    return section


def arithmetic(motion: Motion) -> str:
    """In words and numbers whether a motion is carried, and why."""
    told = {"needed": motion.needed, "votes": motion.votes_for, "present": motion.present}
    if motion.kind == Motion.Kind.CHARTER:
        rule = _("%(votes)s for; two thirds of %(present)s present are %(needed)s")
    else:
        rule = _("%(votes)s for; half of %(present)s present are %(needed)s")
    result = _("Carried") if motion.is_carried else _("Not carried")
    return _("%(kind)s: %(what)s") % {"kind": result, "what": rule % told}


def _elections(congress: Congress) -> Section:
    section = Section(_("Elections"))
    for election in congress.elections.filter(voted_at__isnull=False).order_by("pk"):
        pairs = [
            (pgettext("council", "Post"), ballot_name(election)), (_("Places"), str(election.places)),
            (_("Delegates present"), str(election.present)), (_("Valid ballots"), str(election.ballots)),
            (_("Votes needed"), str(needed(election.ballots or 0))),
        ]  # fmt: skip
        for candidate in election.candidates.select_related("alumnus").order_by("-votes", "pk"):
            votes = f"{candidate.votes} · {_('elected')}" if candidate.is_elected else str(candidate.votes)
            pairs.append((str(candidate), votes))
        section.entries.append(Entry(tuple(pairs)))
    section.lead = "" if section.entries else _("Nobody was elected.")
    return section


def ballot_name(election: Election) -> str:
    if election.round == 1:
        return str(election.get_seat_display())
    return _("%(post)s, ballot %(number)s") % {"post": election.get_seat_display(), "number": election.round}


def _council(congress: Congress) -> Section:
    offices = list(Office.objects.filter(term__congress=congress).select_related("alumnus", "term").order_by("pk"))
    if not offices:
        return Section(_("The new council"), _("This congress elected no council."))
    term = offices[0].term
    lead = _("Term %(number)s, from %(first)s until %(last)s") % {
        "number": term.number, "first": date_format(term.starts_on, "DATE_FORMAT"),
        "last": date_format(term.ends_on, "DATE_FORMAT"),
    }  # fmt: skip
    return Section(
        _("The new council"), lead, [Entry(tuple((str(one.get_seat_display()), one.alumnus.name) for one in offices))]
    )


def _delegates(congress: Congress) -> Section:
    rows = congress.delegates.present().select_related("alumnus", "delegation__chapter", "delegation__college")
    pairs = tuple((f"{row.number} {row}", row.delegation.shown_name) for row in rows.order_by("number"))
    return Section(_("Delegates present"), "", [Entry(pairs)])
