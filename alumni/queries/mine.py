"""One's own record as its owner sees it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni import hooks
from alumni.models import Alumnus, Card, Consent, ContactPoint, Profile
from alumni.models.places import country_label
from alumni.queries.person.masking import readable
from alumni.queries.person.record import FACT_FIELDS, label, latest_consents
from alumni.queries.person.sources import Origin, Origins
from alumni.wordings import WORDINGS, Wording
from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message

LATEST = 200
USABLE = [ContactPoint.State.UNVERIFIED, ContactPoint.State.VERIFIED]
PURPOSES = {
    "alumni.code": gettext_lazy("A code"),
    "alumni.claim": gettext_lazy("About your verification"),
    "alumni.correction": gettext_lazy("A link to correct your data"),
    "alumni.change_request": gettext_lazy("About a change that you asked for"),
    "alumni.data_request": gettext_lazy("About your rights"),
    "alumni.personal_message": gettext_lazy("A message from another alumnus"),
}


@dataclass(frozen=True)
class Step:
    """One thing that makes the profile more useful, done or not."""

    label: str | Promise
    is_done: bool
    url: str


@dataclass(frozen=True)
class Agreement:
    wording: Wording
    given: bool
    at: datetime | None  # None: nobody ever said anything


@dataclass(frozen=True)
class Line:
    label: str
    value: str
    origin: Origin


@dataclass(frozen=True)
class Look:
    """One access to the record by someone of the office."""

    at: datetime
    action: str
    by: str
    reason: str
    is_of_many: bool


def profile_of(person: Alumnus) -> Profile:
    """The profile, or a closed one that was never saved."""
    return Profile.objects.filter(alumnus=person).first() or Profile(alumnus=person)


def steps(person: Alumnus, profile: Profile) -> list[Step]:
    kinds = set(person.contacts.filter(state__in=USABLE).values_list("kind", flat=True))
    return [
        Step(gettext_lazy("A way to reach you"), bool(kinds), reverse("alumni:me-contacts")),
        Step(gettext_lazy("Where you live"), bool(person.city or person.country), reverse("alumni:me-place")),
        Step(gettext_lazy("Where you work"), person.employments.filter(is_current=True).exists(),
             reverse("alumni:me-career")),
        Step(gettext_lazy("A portrait"), bool(profile.photo), reverse("alumni:me-photo")),
        Step(gettext_lazy("Who may find you"), profile.listed != "nobody", reverse("alumni:me-found")),
    ]  # fmt: skip


def place_of(person: Alumnus) -> str:
    parts = [country_label(person.country) if person.country not in ("", "CN") else "", person.get_province_display(),
             person.city]  # fmt: skip
    return " ".join(dict.fromkeys(filter(None, map(str, parts))))


def contacts_of(person: Alumnus) -> list[ContactPoint]:
    """The contacts that are used, each with `shown`: the value as people write it."""
    points = list(person.contacts.filter(state__in=USABLE).order_by("kind", "pk"))
    for point in points:
        point.shown = readable(point.kind, point.value, point.postcode)
    return points


def agreements(person: Alumnus) -> list[Agreement]:
    """The last word on every purpose and channel that is asked for."""
    latest: dict[tuple[str, str], Consent] = {(each.purpose, each.channel): each for each in latest_consents(person)}
    found = []
    for wording in WORDINGS:
        said = latest.get((wording.purpose, wording.channel)) or latest.get((wording.purpose, "any"))
        found.append(Agreement(wording, bool(said and said.given), said.at if said else None))
    return found


def sources(person: Alumnus) -> list[tuple[str, list[Line]]]:
    """Where each value came from, by sections."""
    degrees = list(person.degrees.select_related("school", "college").by_year())
    jobs = list(person.employments.order_by("-is_current", "-pk"))
    honours = list(person.honours.order_by("-year", "-pk"))
    points = list(person.contacts.order_by("kind", "-entered_at"))
    origins = Origins(person, [*degrees, *jobs, *honours, *points])
    plain = ["name", "name_as_written", "latin_name", *FACT_FIELDS]
    facts = [Line(label(name), text, origins.of_field(person, name)) for name in plain if (text := _text(person, name))]
    if place := place_of(person):
        facts.append(Line(_("Place"), place, origins.of_field(person, "city")))
    return [
        (_("About you"), facts),
        (_("Studies"), [Line(_("Degree"), str(row), origins.of_row(row)) for row in degrees]),
        (_("Career"), [Line(_("Job"), str(row), origins.of_row(row)) for row in jobs]),
        (_("Honours"), [Line(_("Honour"), str(row), origins.of_row(row)) for row in honours]),
        (
            _("Contacts"),
            [
                Line(str(row.get_kind_display()), readable(row.kind, row.value, row.postcode), origins.of_row(row))
                for row in points
            ],
        ),
    ]


def _text(person: Alumnus, name: str) -> str:
    shown = getattr(person, f"get_{name}_display", None)
    return str(shown() if shown else getattr(person, name) or "")


def looks(person: Alumnus) -> list[Look]:
    """Who of the office looked at the record, took it away or wrote to it, the latest first."""
    about = Q(target=Alumnus._meta.label_lower, target_id=person.pk) | Q(people__person_id=person.pk)
    rows = AccessRecord.objects.filter(about).select_related("by").order_by("-pk")[:LATEST]
    return [
        Look(row.at, str(row.get_action_display()), _looker(row), row.reason, row.target_id != person.pk)
        for row in rows
    ]


def _looker(row: AccessRecord) -> str:
    """Of a chapter's officer the office, not the name: it is the chapter that looks."""
    chapter = row.criteria.get("officer_of")
    return _("An officer of %(chapter)s") % {"chapter": chapter} if chapter else str(row.by)


def letters(person: Alumnus) -> list[tuple[datetime, str, str]]:
    """(when, why, subject) of what was sent to the person, the latest first."""
    rows = Message.objects.filter(person_id=person.pk).order_by("-created_at")[:LATEST]
    found = [(row.sent_at or row.created_at, str(PURPOSES.get(row.purpose, row.purpose)), row.subject) for row in rows]
    found += [letter for more in hooks.letters for letter in more(person)]
    return sorted(found, key=lambda letter: letter[0], reverse=True)[:LATEST]


def good_card(token: str) -> Card | None:
    """The card with this code, if it is good today."""
    cards = Card.objects.filter(withdrawn_at__isnull=True, alumnus__verified_at__isnull=False)
    people = Alumnus.objects.present().filter(user__isnull=False, user__is_active=True)
    return cards.filter(token=token, alumnus__in=people).first()
