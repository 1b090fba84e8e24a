"""What was written to a person: which mailing, to which readers, on which consent, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from alumni.models import Alumnus, Consent
from alumni.queries import mine
from alumni.queries.person.record import latest_consents
from alumni_office.mail.models import Message
from publications.models import Bounce, Delivery, MailingVersion, ParcelReader

from .audience import Audience, Part, Unknown, rows_named
from .progress import LEFT_OUT

MOST = 200
OUTSIDE = {"chapter", "class", "subscribers", "post_subscribers"}  # what readers may know by its name
OUTCOMES: dict[str, str | Promise] = {
    Delivery.State.QUEUED: gettext_lazy("On its way"),
    Delivery.State.CLAIMED: gettext_lazy("On its way"),
    Delivery.State.SENDING: gettext_lazy("On its way"),
    Delivery.State.SENT: gettext_lazy("Taken by the mail server"),
    Delivery.State.FAILED: gettext_lazy("Refused by the mail server"),
    Delivery.State.IN_DOUBT: gettext_lazy("May have arrived"),
    Delivery.State.CANCELLED: gettext_lazy("Not sent: the mailing was stopped"),
}


@dataclass(frozen=True)
class Received:
    """One thing that was written; what is not known is empty. `title` is what the person could read on it."""

    at: datetime
    kind: str
    title: str
    readers: str = ""
    consent: str = ""
    outcome: str = ""
    purpose: str = ""


def received(person: Alumnus) -> list[Received]:
    """Mailings, parcels and single mails, the latest first."""
    words = list(Consent.objects.filter(alumnus=person).order_by("at", "pk"))
    found = [*_mailings(person, words), *_parcels(person, words), *_single(person)]
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def letters(person: Alumnus) -> list[tuple[datetime, str, str]]:
    """(when, why, subject) of mailings and parcels, for the list of everything that was sent."""
    words: list[Consent] = []
    found = [*_mailings(person, words), *_parcels(person, words)]
    return [(each.at, each.kind, each.title) for each in found]


def of_delivery(row: Delivery) -> Received:
    """Why this letter came, for the page behind its own link."""
    words = list(Consent.objects.filter(alumnus=row.alumnus).order_by("at", "pk"))
    return _told([row], words)[0]


def _mailings(person: Alumnus, words: list[Consent]) -> list[Received]:
    rows = Delivery.objects.filter(alumnus=person).select_related("mailing__periodical").order_by("-pk")[:MOST]
    return _told(list(rows), words)


def _told(rows: list[Delivery], words: list[Consent]) -> list[Received]:
    mailings = {row.mailing_id for row in rows}
    subjects = {
        (version.mailing_id, version.language): version.subject
        for version in MailingVersion.objects.filter(mailing__in=mailings).only("mailing", "language", "subject")
    }
    bounces = Bounce.objects.filter(delivery__in=[row.pk for row in rows], kind__in=Bounce.CAME_BACK)
    back = dict(bounces.values_list("delivery", "kind"))
    readers = in_words({row.mailing_id: row.mailing.audience for row in rows})
    return [
        Received(
            at=row.sending_at or row.ended_at or row.due_at,
            kind=row.mailing.periodical.shown_name if row.mailing.periodical else _("A letter to many"),
            title=subjects.get((row.mailing_id, row.language), str(row.mailing)),
            readers=readers[row.mailing_id],
            consent=_consent(words, row.mailing.purpose, row.mailing.channel, row.sending_at or row.due_at),
            outcome=_outcome(row, back.get(row.pk)), purpose=row.mailing.purpose,
        )
        for row in rows
    ]  # fmt: skip


def _outcome(row: Delivery, back: str | None) -> str:
    if back:
        return _("Came back: %(why)s") % {"why": Bounce.Kind(back).label}
    if row.state == Delivery.State.SUPPRESSED:
        return _("Not sent: %(why)s") % {"why": LEFT_OUT.get(row.answer, row.answer)}
    return str(OUTCOMES.get(row.state, row.get_state_display()))


def _consent(words: Iterable[Consent], purpose: str, channel: str, at: datetime) -> str:
    """The last word that was given before `at`, and its day."""
    fitting = [
        each for each in words
        if each.purpose == purpose and each.channel in (channel, Consent.Channel.ANY) and each.at <= at and each.given
    ]  # fmt: skip
    if not fitting:
        return ""
    last = fitting[-1]
    day = date_format(timezone.localtime(last.at), "DATE_FORMAT")
    said = f"{last.get_purpose_display()} · {last.get_channel_display()}"
    return _("%(what)s, agreed on %(day)s") % {"what": said, "day": day}


def _parcels(person: Alumnus, words: list[Consent]) -> list[Received]:
    rows = ParcelReader.objects.filter(alumnus=person, parcel__sent_on__isnull=False)
    rows = rows.select_related("parcel", "distribution").order_by("-pk")[:MOST]
    readers = in_words({row.distribution_id: row.distribution.audience for row in rows})
    found = []
    for row in rows:
        at = timezone.make_aware(datetime.combine(row.parcel.sent_on, time(12)))  # type: ignore[arg-type]  # asked above
        outcome = str(row.parcel.get_state_display())
        if row.parcel.reason:
            outcome = f"{outcome}: {row.parcel.get_reason_display()}"
        found.append(
            Received(at, _("By post"), row.distribution.title, readers[row.distribution_id],
                     _consent(words, "contact", "post", at), outcome)
        )  # fmt: skip
    return found


def _single(person: Alumnus) -> list[Received]:
    rows = Message.objects.filter(person_id=person.pk).order_by("-created_at")[:MOST]
    return [
        Received(
            row.sent_at or row.created_at, str(mine.PURPOSES.get(row.purpose, _("A single mail"))), row.subject,
            outcome=str(row.get_state_display()),
        )
        for row in rows
    ]  # fmt: skip


def in_words(audiences: dict[int, dict]) -> dict[int, str]:
    """{key: the readers in words, as somebody outside the office may read them}; a query a kind, however many."""
    parts = {key: _parts(data) for key, data in audiences.items()}
    every = [part for some in parts.values() for part in some]
    names = rows_named(part for part in every if part.kind in OUTSIDE)
    comma = "、" if (get_language() or "").startswith("zh") else ", "
    return {
        key: comma.join(dict.fromkeys(_one(part, names) for part in some)) or _("people chosen by the office")
        for key, some in parts.items()
    }


def _parts(data: dict) -> tuple[Part, ...]:
    try:
        return Audience.from_json(data or {}).include
    except Unknown:
        return ()


def _one(part: Part, names: dict) -> str:
    """Names of searches and lists are the office's own."""
    if part.kind == "everyone":
        return _("everyone on the register")
    row = names.get(part.kind, {}).get(part.id)
    if row is None:
        return _("people chosen by the office")
    name = getattr(row, "shown_name", str(row))
    if part.kind == "chapter":
        return _("members of %(chapter)s") % {"chapter": name}
    if part.kind == "class":
        return _("graduates of %(year)s: %(college)s %(class)s") % {
            "year": part.year, "college": name, "class": part.class_name,
        }  # fmt: skip
    return _("subscribers of %(periodical)s") % {"periodical": name}


def consents_of(person: Alumnus) -> list[Consent]:
    """The last word on each purpose of mail by each channel."""
    return [each for each in latest_consents(person) if each.purpose in ("contact", "fundraising")]
