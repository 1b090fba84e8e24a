"""Names and degrees change when the college says so."""

import uuid

import pghistory
from django.db import transaction
from django.utils import timezone

from alumni.emails import claims as emails
from alumni.models import Alumnus, ChangeRequest, Degree, Source
from alumni.queries import changes
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message

Kind, State = ChangeRequest.Kind, ChangeRequest.State
MOST_OPEN = 10


class TooManyRequests(Exception):
    """So many requests about one person wait already."""


class Decided(Exception):
    """Somebody decided, or the person gave up, in the meantime."""


class Stale(Exception):
    """The record is not what the officer saw."""


@transaction.atomic
def ask_for_change(
    *, person: Alumnus, kind: str, wanted: dict, statement: str, key: uuid.UUID, by, degree: Degree | None = None
) -> ChangeRequest | None:
    """Ask for what differs in `wanted` from the record; None when nothing does and nothing is said.

    A second call with the same key returns the first one's request. `by` is None for the bearer of a link.
    """
    Alumnus.objects.select_for_update().get(pk=person.pk)
    known = ChangeRequest.objects.filter(key=key, alumnus=person).first()
    if known:
        return known
    row = person if kind == Kind.NAMES else degree
    base = changes.values_of(row, wanted)
    values = {name: value for name, value in wanted.items() if value != base[name]}
    if not values and not statement:
        return None
    if person.change_requests.filter(state=State.OPEN).count() >= MOST_OPEN:
        raise TooManyRequests
    return ChangeRequest.objects.create(
        alumnus=person, kind=kind, degree=degree, values=values, statement=statement, key=key, asked_by=by,
        base={name: base[name] for name in values} if row else {},
    )  # fmt: skip


def withdraw_change(*, request: ChangeRequest) -> bool:
    return bool(
        ChangeRequest.objects.filter(pk=request.pk, state=State.OPEN).update(
            state=State.WITHDRAWN, decided_at=timezone.now()
        )
    )


@transaction.atomic
def accept_change(*, request: ChangeRequest, seen: dict, by) -> Message | None:
    """Write what is wanted; `seen` is what stood there when the officer looked. Returns the mail to whoever asked.

    Raises Decided, and Stale when the record has changed since, so that nothing newer is overwritten unseen.
    """
    with pghistory.context(user=by.pk, change_request=request.pk):
        person = Alumnus.objects.select_for_update().get(pk=request.alumnus_id)
        request = _open(request)
        if request.kind != Kind.HINT:
            request.alumnus = person
            if request.degree_id:
                request.degree = Degree.objects.select_for_update().get(pk=request.degree_id)
            if changes.is_about_a_lost_degree(request) or changes.current(request) != seen:
                raise Stale
            _apply(request, by)
        _close(request, State.ACCEPTED, "", by)
    return _tell(request, accepted=True)


@transaction.atomic
def refuse_change(*, request: ChangeRequest, reason: str, by) -> Message | None:
    """Raises Decided."""
    with pghistory.context(user=by.pk, change_request=request.pk):
        request = _open(request)
        _close(request, State.REFUSED, reason, by)
    return _tell(request, accepted=False)


def _open(request: ChangeRequest) -> ChangeRequest:
    found = ChangeRequest.objects.select_for_update().get(pk=request.pk)
    if found.state != State.OPEN:
        raise Decided
    return found


def _close(request: ChangeRequest, state: str, answer: str, by) -> None:
    request.state, request.answer, request.decided_by, request.decided_at = state, answer, by, timezone.now()
    request.save(update_fields=["state", "answer", "decided_by", "decided_at", "degree"])


def _apply(request: ChangeRequest, by) -> None:
    """The alumnus says it, the officer vouches for it."""
    if not request.values:
        return
    if request.kind == Kind.NAMES:
        person = request.alumnus
        told = {
            "source": Source.ALUMNUS.value, "by": by.pk, "at": timezone.now().isoformat(timespec="seconds"),
        }  # fmt: skip
        person.field_sources = {**person.field_sources, **dict.fromkeys(request.values, told)}
        for name, value in request.values.items():
            setattr(person, name, value)
        person.save(update_fields=[*request.values, "field_sources", "updated_at"])
        return
    degree = request.degree or Degree(alumnus=request.alumnus)
    for name, value in request.values.items():
        setattr(degree, changes.column(name), value)
    degree.source, degree.entered_by = Source.ALUMNUS, by
    degree.save()
    request.degree = degree


def _tell(request: ChangeRequest, *, accepted: bool) -> Message | None:
    user = request.asked_by
    if user is None or not user.email:
        return None
    language = emails.language_of(user)
    what = request.get_kind_display
    if accepted:
        subject, text = emails.change_accepted(name=user.name or str(user), what=what, language=language)
    else:
        subject, text = emails.change_refused(
            name=user.name or str(user), what=what, reason=request.answer, language=language
        )
    return mail.queue(
        to=user.email, subject=subject, text=text, purpose="alumni.change", person_id=request.alumnus_id
    )  # fmt: skip
