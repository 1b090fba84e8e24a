"""A class as the radar and its links tell it: by the columns of its degrees, so that no person need stand for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.hooks import Criterion, Fact
from alumni.models import College, Degree
from alumni.models.people import colleges_with_predecessors
from alumni_office.accounts.roles import Permission
from events.models import ClassReunion

CLASS = "class"
# College, year, level; by name (c) or by major (m), and that; at most as long as the column.
SHAPE = r"[0-9]{1,15}\.[0-9]{4}\.[a-z_]{0,12}\.[cm]\.[^\x00\ud800-\udfff]{1,80}"


@dataclass(frozen=True)
class Key:
    college_id: int
    graduation_year: int
    level: str
    class_name: str
    major: str  # empty where the class has a name

    @property
    def value(self) -> str:
        """The class in the address of the search."""
        called = f"c.{self.class_name}" if self.class_name else f"m.{self.major}"
        return f"{self.college_id}.{self.graduation_year}.{self.level}.{called}"

    @property
    def label(self) -> str:
        level = str(Degree.Level(self.level).label) if self.level in Degree.Level.values else self.level
        return " · ".join(filter(None, (self.class_name or self.major, level)))

    @classmethod
    def read(cls, value: str) -> "Key":
        """The class of a `value` in the right shape."""
        college, year, level, by, called = value.split(".", 4)
        return cls(int(college), int(year), level, *((called, "") if by == "c" else ("", called)))


def key_of(studied: Degree | ClassReunion) -> Key:
    assert studied.college_id is not None
    assert studied.graduation_year is not None
    major = "" if studied.class_name else studied.major
    return Key(studied.college_id, studied.graduation_year, studied.level, studied.class_name, major)


def none_offered(user) -> list[tuple[str, str]]:
    """There are thousands: a link brings the one that is meant."""
    return []


def named(user, values: Collection[str]) -> dict[str, str]:
    """Classes of the colleges whose alumni `user` may see; of others nobody learns how many they are."""
    keys = {value: Key.read(value) for value in values}
    reach = user.reach(Permission.ALUMNI_VIEW)
    own = None if reach.everyone else colleges_with_predecessors(reach.college_ids)
    asked = {key.college_id for key in keys.values() if own is None or key.college_id in own}
    colleges = College.objects.in_bulk(asked)
    return {
        value: " · ".join(
            (colleges[key.college_id].shown_name, _("class of %(year)s") % {"year": key.graduation_year}, key.label)
        )
        for value, key in keys.items()
        if key.college_id in colleges
    }


def studied_in(user, values: Iterable[str]) -> Fact:
    parts, params = ["false"], []
    for key in map(Key.read, values):
        of_class = "college_id = %s AND graduation_year = %s AND level = %s AND class_name = %s"
        params += [key.college_id, key.graduation_year, key.level, key.class_name]
        if not key.class_name:
            of_class += " AND major = %s"
            params.append(key.major)
        parts.append(of_class)
    return Fact("alumni_degree", "alumnus_id", f"({' OR '.join(parts)})", tuple(params))


CRITERIA = [Criterion(CLASS, gettext_lazy("Class"), none_offered, studied_in, named, SHAPE)]
