"""What a person's part in class reunions does when records are merged, given back, copied or erased, and when it turns
out that an account was not the person."""

from alumni.hooks import RecordOwner
from events.models import Classmate, ClassReunion

State = ClassReunion.State


def reassign(keep, drop) -> dict:
    """Those of `drop` become those of `keep`; where both are in one reunion, each row stays and one is counted."""
    taken = Classmate.objects.filter(alumnus=keep).values("reunion_id")
    rows = list(Classmate.objects.filter(alumnus=drop).exclude(reunion_id__in=taken).values_list("pk", flat=True))
    Classmate.objects.filter(pk__in=rows).update(alumnus=keep)
    led = list(ClassReunion.objects.filter(contact=drop).values_list("pk", flat=True))
    ClassReunion.objects.filter(pk__in=led).update(contact=keep)
    return {"classmates": rows, "led": led}


def undo(keep, drop, journal: dict) -> int:
    rows, led = journal.get("classmates", []), journal.get("led", [])
    back = Classmate.objects.filter(pk__in=rows, alumnus=keep).update(alumnus=drop)
    back += ClassReunion.objects.filter(pk__in=led, contact=keep).update(contact=drop)
    return len(rows) + len(led) - back


def erase(person) -> None:
    """What was said of the person goes; the day of the class stays, without a contact person and without words."""
    Classmate.objects.filter(alumnus=person).delete()
    led = ClassReunion.objects.filter(contact=person)
    led.filter(state=State.CANCELLED).update(reason="")
    led.update(contact=None, wish_text="")


def export(person) -> dict:
    rows = person.reunions.select_related("reunion__college").order_by("pk")
    led = person.reunions_led.select_related("college").order_by("pk")
    return {
        "reunions": [
            {"class": row.reunion.class_label, "day": row.reunion.day.isoformat(), "answer": row.answer,
             "own_word": row.is_own, "people": row.seats, "word": row.word}
            for row in rows
        ],
        "contact_person_of": [
            {"class": each.class_label, "day": each.day.isoformat(), "state": each.state, "wishes": each.wishes,
             "more": each.wish_text}
            for each in led
        ],
    }  # fmt: skip


def unlink(person, user, by) -> None:
    """The account was somebody else's: what it asked for the class is given back, what it answered is no answer."""
    ClassReunion.objects.filter(contact=person, state=State.ASKED).update(state=State.CANCELLED)
    ClassReunion.objects.filter(contact=person, state=State.CONFIRMED).update(contact=None)
    Classmate.objects.filter(alumnus=person, is_own=True).update(
        answer=Classmate.Answer.NONE, is_own=False, answered_at=None, seats=1, word=""
    )


OWNER = RecordOwner(frozenset({"events.ClassReunion", "events.Classmate"}), reassign, undo, erase, export)
