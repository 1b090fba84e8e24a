"""The people an action is for: those ticked, or everyone a search finds."""

from dataclasses import dataclass, field

from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission

from . import search


@dataclass(frozen=True)
class Selection:
    """`ids` when people were ticked, else words and filters. `as_json` and `from_json` are inverse."""

    ids: tuple[int, ...] = ()
    everyone: bool = False
    words: str = ""
    filters: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def from_post(cls, data) -> "Selection":
        """Read what the search console posts: `ids`, or `all` with `words` and the filters by name."""
        ids = (int(value) for value in data.getlist("ids") if value.isascii() and value.isdigit() and len(value) < 19)
        return cls(
            ids=tuple(dict.fromkeys(ids)),
            everyone=data.get("all") == "1",
            words=data.get("words", "").replace("\x00", " ")[:200],
            filters=search.parse(data),
        )

    @classmethod
    def from_json(cls, data: dict) -> "Selection":
        return cls(tuple(data["ids"]), data["everyone"], data["words"], search.parse(data["filters"]))

    def as_json(self) -> dict:
        return {"ids": list(self.ids), "everyone": self.everyone, "words": self.words, "filters": self.filters}

    @property
    def criteria(self) -> dict:
        """What the access log keeps: how many were ticked, or the names of the filters and their values."""
        if not self.everyone:
            return {"ticked": len(self.ids)}
        return {"words": self.words, "filters": self.filters}

    def people(self, user, permission: str = Permission.ALUMNI_VIEW):
        """Return the people as a queryset in no order: only those on whom `user` may use `permission`. Who asked that
        the data be kept and not used is in no export."""
        people = self._people(user, permission)
        return people.usable() if permission == Permission.ALUMNI_EXPORT else people

    def _people(self, user, permission: str):
        found = search.people(user, self.words, self.filters) if self.everyone else None
        allowed = Alumnus.objects.visible_to(user, permission)
        if found is None:
            return allowed.filter(pk__in=self.ids)
        if user.reach(permission) == user.reach(Permission.ALUMNI_VIEW):
            return found
        return allowed.filter(pk__in=found.values("pk"))
