"""What being interviewed does when records are merged, given back, copied or erased. What the editors took is an
article of their own, with the person's word of its own."""

from alumni.hooks import RecordOwner
from events.models import InterviewReport, InterviewTarget


def reassign(keep, drop) -> dict:
    """Those of `drop` become those of `keep`; where both are a team's, each row stays."""
    taken = InterviewTarget.objects.filter(alumnus=keep).values("team")
    rows = list(InterviewTarget.objects.filter(alumnus=drop).exclude(team__in=taken).values_list("pk", flat=True))
    InterviewTarget.objects.filter(pk__in=rows).update(alumnus=keep)
    return {"targets": rows}


def undo(keep, drop, journal: dict) -> int:
    rows = journal.get("targets", [])
    return len(rows) - InterviewTarget.objects.filter(pk__in=rows, alumnus=keep).update(alumnus=drop)


def erase(person) -> None:
    """With what was written about the person."""
    InterviewReport.objects.filter(target__alumnus=person).delete()
    InterviewTarget.objects.filter(alumnus=person).delete()


def export(person) -> dict:
    rows = person.interviews.select_related("team__programme").order_by("pk")
    return {
        "interviews": [
            {"programme": row.team.programme.title, "team": row.team.name, "state": row.state, "opened": row.opened}
            for row in rows
        ]
    }


OWNER = RecordOwner(frozenset({"events.InterviewTarget"}), reassign, undo, erase, export)
