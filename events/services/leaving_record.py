"""What a person's leave-taking and letters do when records are merged, given back, copied or erased, and when it turns
out that an account was not the person."""

from alumni.hooks import RecordOwner
from events.models import FutureLetter, Leaver


def reassign(keep, drop) -> dict:
    """Letters go to who is left, and so does a leave-taking, unless both are in one: then each row stays."""
    taken = Leaver.objects.filter(alumnus=keep).values("leaving")
    leavers = list(Leaver.objects.filter(alumnus=drop).exclude(leaving__in=taken).values_list("pk", flat=True))
    Leaver.objects.filter(pk__in=leavers).update(alumnus=keep)
    letters = list(FutureLetter.objects.filter(alumnus=drop).values_list("pk", flat=True))
    FutureLetter.objects.filter(pk__in=letters).update(alumnus=keep)
    return {"leavers": leavers, "letters": letters}


def undo(keep, drop, journal: dict) -> int:
    leavers, letters = journal.get("leavers", []), journal.get("letters", [])
    back = Leaver.objects.filter(pk__in=leavers, alumnus=keep).update(alumnus=drop)
    back += FutureLetter.objects.filter(pk__in=letters, alumnus=keep).update(alumnus=drop)
    return len(leavers) + len(letters) - back


def erase(person) -> None:
    """Nothing of it stays: a letter that waits is never delivered."""
    FutureLetter.objects.filter(alumnus=person).delete()
    FutureLetter.objects.filter(leaver__alumnus=person).delete()
    Leaver.objects.filter(alumnus=person).delete()


def export(person) -> dict:
    """The letters without what they say, which nobody but the writer reads."""
    return {
        "leave_takings": [
            {"year": row.leaving.graduation_year, "checked": bool(row.checked_at),
             "offered_as_liaison": bool(row.offered_at)}
            for row in person.leavings.select_related("leaving").order_by("pk")
        ],
        "letters_to_oneself": [
            {"due_on": row.due_on.isoformat(), "state": row.state}
            for row in person.future_letters.defer("text").order_by("pk")
        ],
    }  # fmt: skip


def unlink(person, user, by) -> None:
    """The account was somebody else's: its letters are not the person's, and what it checked is not checked."""
    FutureLetter.objects.filter(alumnus=person, written_by=user).delete()
    Leaver.objects.filter(alumnus=person, checked_by=user).update(checked_at=None, checked_by=None, offered_at=None)


OWNER = RecordOwner(frozenset({"events.Leaver", "events.FutureLetter"}), reassign, undo, erase, export)
