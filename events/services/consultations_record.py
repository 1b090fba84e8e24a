"""What becomes of the questions that were put to a person when records are merged, given back, copied or erased."""

from alumni.hooks import RecordOwner
from events.models import Asked, ConsultationAnswer


def reassign(keep, drop) -> dict:
    """What was put to `drop` is put to `keep`. Where both were asked each row stays, and only that of `keep` is
    answered from now on: if `drop` had answered alone, the answer goes over."""
    theirs = {row.consultation_id: row for row in Asked.objects.select_for_update().filter(alumnus=keep)}
    moved, answered = [], []
    for row in Asked.objects.select_for_update().filter(alumnus=drop).order_by("pk"):
        kept = theirs.get(row.consultation_id)
        if kept is None:
            moved.append(row.pk)
        elif row.is_answered and not kept.is_answered:
            _answers_go(row.pk, kept.pk)
            answered.append([row.pk, kept.pk])
    Asked.objects.filter(pk__in=moved).update(alumnus=keep)
    return {"asked": moved, "answered": answered}


def undo(keep, drop, journal: dict) -> int:
    moved = journal.get("asked", [])
    left = len(moved) - Asked.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)
    for row, kept in journal.get("answered", []):
        if Asked.objects.filter(pk=kept, alumnus=keep, is_answered=True).exists():
            _answers_go(kept, row)
        else:
            left += 1
    return left


def _answers_go(start: int, to: int) -> None:
    ConsultationAnswer.objects.filter(asked=start).update(asked=to)
    Asked.objects.filter(pk=start).update(is_answered=False)
    Asked.objects.filter(pk=to).update(is_answered=True)


def erase(person) -> None:
    """That somebody was asked, and whether there was an answer, stays as a number; what was said with the name goes.
    What was said without a name is found by nobody, here neither."""
    rows = Asked.objects.filter(alumnus=person)
    ConsultationAnswer.objects.filter(asked__in=rows).delete()
    rows.update(alumnus=None)


def export(person) -> dict:
    rows = person.consultations.select_related("consultation").prefetch_related("answers__question").order_by("pk")
    return {"consultations": [_asked(row) for row in rows]}


def _asked(row: Asked) -> dict:
    return {
        "title": row.consultation.title, "promise": row.consultation.promise,
        "asked_at": row.asked_at and row.asked_at.isoformat(),
        "reminded_at": row.reminded_at and row.reminded_at.isoformat(), "answered": row.is_answered,
        "answers": {each.question.text: each.values for each in row.answers.all()},
    }  # fmt: skip


OWNER = RecordOwner(frozenset({"events.Asked"}), reassign, undo, erase, export)
