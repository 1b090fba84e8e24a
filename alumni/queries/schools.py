"""Schools and colleges as anyone may know them: dates, what came before and after. Never a number of people.

There are a few hundred of them at most: they are read whole, in three statements, and walked in Python.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from alumni.models import College, School, Succession
from alumni_office.names.folding import fold


@dataclass(frozen=True)
class Step:
    """One succession, seen from one of its two colleges."""

    college: College
    kind: str
    kind_label: str
    happened_on: object


@dataclass(frozen=True)
class CollegeEntry:
    college: College
    today: list[College]  # what it is now; empty for one that ended without a successor


@dataclass
class SchoolEntry:
    school: School
    open: list[CollegeEntry] = field(default_factory=list)
    former: list[CollegeEntry] = field(default_factory=list)


class Directory:
    def __init__(self):
        self.schools = {school.pk: school for school in School.objects.all()}
        self.colleges = {college.pk: college for college in College.objects.all()}
        self.before: dict[int, list[Step]] = defaultdict(list)
        self.after: dict[int, list[Step]] = defaultdict(list)
        for college in self.colleges.values():
            college.school = self.schools[college.school_id]
        for school in self.schools.values():
            school.successor = self.schools.get(school.successor_id)
        for link in Succession.objects.order_by("happened_on", "pk"):
            old, new = self.colleges[link.predecessor_id], self.colleges[link.successor_id]
            self.after[old.pk].append(Step(new, link.kind, link.get_kind_display(), link.happened_on))
            self.before[new.pk].append(Step(old, link.kind, link.get_kind_display(), link.happened_on))

    def today_of(self, college: College) -> list[College]:
        """Return what the college is now: itself while it is open, and all it went into, however far."""
        found, waiting, seen = [], [college], {college.pk}
        while waiting:
            current = waiting.pop()
            if current.closed_on is None:
                found.append(current)
            following = [step.college for step in self.after[current.pk] if step.college.pk not in seen]
            seen |= {one.pk for one in following}
            waiting += following
        return sorted(found, key=_by_name)

    def joined(self, school: School) -> list[School]:
        """Return the schools that became a part of this one, the latest first."""
        return sorted((one for one in self.schools.values() if one.successor_id == school.pk), key=_open_first)

    def entries(self, words: str = "") -> list[SchoolEntry]:
        """Return the schools, those still open first, each with its colleges; only what `words` name, if any.

        A word may be a part of any name that the college, its school, or a college it came from ever had.
        """
        wanted = [fold(word) for word in words.split()]
        wanted = [word for word in wanted if word]
        found = []
        for school in sorted(self.schools.values(), key=_open_first):
            entry = SchoolEntry(school)
            for college in self._of(school):
                if all(word in self._names(college) for word in wanted):
                    line = CollegeEntry(college, self.today_of(college))
                    (entry.former if college.closed_on else entry.open).append(line)
            if entry.open or entry.former or all(word in _folded(school) for word in wanted):
                found.append(entry)
        return found

    def _of(self, school: School) -> list[College]:
        return sorted((one for one in self.colleges.values() if one.school_id == school.pk), key=_by_name)

    def _names(self, college: College) -> str:
        own = [college.name, college.english_name, *college.aliases]
        return " ".join([*map(fold, own), _folded(college.school)])


def _folded(school: School) -> str:
    return f"{fold(school.name)} {fold(school.english_name)}"


def _by_name(one) -> bytes:
    return one.shown_name.encode("gb18030", "replace")  # its common characters stand in the order of their readings


def _open_first(school: School):
    return (school.closed_on is not None, -(school.closed_on.toordinal() if school.closed_on else 0), _by_name(school))
