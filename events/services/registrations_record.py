"""What a person's registrations and speeches do when records are merged, given back, copied or erased."""

from django.db.models.functions import Now

from alumni.hooks import RecordOwner
from events.models import Companion, Feedback, GateEntry, QuestionAnswer, Registration, Speaker


def reassign(keep, drop) -> dict:
    """Those of `drop` become those of `keep`; where both are registered, or speak in a part, each row stays."""
    taken = set(Registration.objects.live().filter(alumnus=keep).values_list("event_id", flat=True))
    theirs = Registration.objects.filter(alumnus=drop)
    registrations = [row.pk for row in theirs if not (row.is_live and row.event_id in taken)]
    Registration.objects.filter(pk__in=registrations).update(alumnus=keep)
    spoken = Speaker.objects.filter(alumnus=keep).values("session_id")
    speakers = list(Speaker.objects.filter(alumnus=drop).exclude(session_id__in=spoken).values_list("pk", flat=True))
    Speaker.objects.filter(pk__in=speakers).update(alumnus=keep)
    return {"registrations": registrations, "speakers": speakers}


def undo(keep, drop, journal: dict) -> int:
    left = 0
    for name, model in (("registrations", Registration), ("speakers", Speaker)):
        moved = journal.get(name, [])
        left += len(moved) - model.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)
    return left


def erase(person) -> None:
    """Registrations stay for the figures of their events and say nothing of the person; seats ahead are free again."""
    theirs = Registration.objects.filter(alumnus=person)
    theirs.live().filter(event__ends_at__gt=Now()).update(state=Registration.State.CANCELLED, ended_at=Now())
    Companion.objects.filter(registration__in=theirs).delete()
    GateEntry.objects.filter(registration__in=theirs).update(name="")
    QuestionAnswer.objects.filter(registration__in=theirs).delete()
    Feedback.objects.filter(registration__in=theirs).update(good="", better="", is_named=False)
    theirs.update(alumnus=None, name="—", reading="", email="", phone="", note="", end_reason="—")
    Speaker.objects.filter(alumnus=person).delete()


def export(person) -> dict:
    registrations = person.registrations.select_related("event", "feedback").order_by("pk")
    return {
        "registrations": [
            _registration(row) for row in registrations.prefetch_related("companions", "answers__question")
        ],
        "speeches": [
            {"event": row.session.event.title, "part": row.session.title, "topic": row.topic, "answer": row.answer}
            for row in person.speeches.select_related("session__event").order_by("pk")
        ],
    }  # fmt: skip


def _registration(row) -> dict:
    return {
        "event": row.event.title, "state": row.state, "registered_at": row.registered_at.isoformat(),
        "name": row.name, "email": row.email, "phone": row.phone, "seats": row.seats, "note": row.note,
        "companions": [each.name for each in row.companions.all()],
        "answers": {each.question.text: each.values for each in row.answers.all()},
        "feedback": _feedback(row.feedback) if hasattr(row, "feedback") else None,
    }  # fmt: skip


def _feedback(row: Feedback) -> dict:
    return {
        "satisfaction": row.satisfaction, "again": row.again, "good": row.good, "better": row.better,
        "with_the_name": row.is_named, "given_at": row.given_at.isoformat(),
    }  # fmt: skip


OWNER = RecordOwner(frozenset({"events.Registration", "events.Speaker"}), reassign, undo, erase, export)
