"""The merges that came after the one being undone and still stand. They moved, completed or folded
rows that now go back; their journals must say what they would have said without it."""

from alumni.models import Merge


class Later:
    def __init__(self, merge: Merge, chain: list[int]):
        self.merges = list(
            Merge.objects.standing().select_for_update().filter(pk__gt=merge.pk, kept__in=chain).order_by("pk")
        )

    def save(self) -> None:
        for merge in self.merges:
            merge.save(update_fields=["journal"])

    def _entries(self, kind: str, entry: dict):
        for merge in self.merges:
            for later in merge.journal[kind]:
                if _is_same(later, entry):
                    yield merge, later

    def took_over(self, change: dict) -> bool:
        """Whether a later merge changed the same value on: then that change begins where this one did."""
        for merge, later in self._entries("changed", change):
            if later["field"] == change["field"]:
                if later["before"] != change["after"]:
                    return False
                later["before"] = change["before"]
                self.correct(change, until=merge)
                return True
        return False

    def correct(self, change: dict, until: Merge | None = None) -> None:
        """Take a reverted value out of the rows that later journals keep."""
        for kind in ("moved", "folded"):
            for merge, later in self._entries(kind, change):
                beyond = until is not None and merge.pk >= until.pk
                if not beyond and later["row"] and later["row"].get(change["field"]) == change["after"]:
                    later["row"][change["field"]] = change["before"]

    def expected(self, moved: dict) -> dict:
        """Return the moved row as later merges, and nobody else, would have left it."""
        values = dict(moved["row"])
        for _merge, later in self._entries("changed", moved):
            values[later["field"]] = later["after"]
        return values

    def release(self, moved: dict) -> dict:
        """Let later merges forget a row that goes back; return the values that they changed."""
        values = {}
        for _merge, later in reversed(list(self._entries("changed", moved))):
            values[later["field"]] = later["before"]
        for merge in self.merges:
            for kind in ("changed", "moved"):
                merge.journal[kind] = [later for later in merge.journal[kind] if not _is_same(later, moved)]
        return values

    def folded(self, moved: dict) -> dict | None:
        return next((later for _merge, later in self._entries("folded", moved)), None)

    def forget_folded(self, folded: dict) -> None:
        for merge in self.merges:
            merge.journal["folded"] = [later for later in merge.journal["folded"] if later is not folded]

    def forget_account(self, user_id: int) -> None:
        """An account that goes back did not come along with later merges."""
        for merge in self.merges:
            if merge.journal.get("account") == user_id:
                merge.journal["account"] = None


def _is_same(one: dict, other: dict) -> bool:
    """Whether two entries are about one row, seen from the same of its two people where it has two."""
    if (one["model"], one["pk"]) != (other["model"], other["pk"]):
        return False
    owners = one.get("owner"), other.get("owner")
    return None in owners or owners[0] == owners[1]
