"""Which college or school a roster means by a name."""

import re
import unicodedata

from alumni.intake.cells.han import simplify
from alumni.models import College, School, Succession

SUFFIXES = ("学院", "学系", "学部", "系", "院", "部")
ENGLISH_HEAD = re.compile(r"^(?:school|college|faculty|department|dept\.?|institute) (?:of )?(?:the )?")

MANY = 10_000  # names of a file that are kept in mind


def fold(text: str) -> str:
    text = simplify(unicodedata.normalize("NFKC", text)).casefold().strip()
    if text.isascii():
        return ENGLISH_HEAD.sub("", " ".join(text.split())).replace("&", "and").strip(" .")
    return re.sub(r"[\s·,，.。()\-]+", "", text)


def stems(folded: str) -> set[str]:
    """数学 of 数学系, of 数学学院 too: both 学院 and 院 may be its ending. None where no such word ends the name."""
    shorter = {folded.removesuffix(suffix) for suffix in SUFFIXES if folded.endswith(suffix)}
    return {stem for stem in shorter if len(stem) > 1}


class Directory:
    """All schools and colleges, by every name they have; read once for a file.

    `chosen_colleges` and `chosen_schools` are what an officer said: {text of the file: primary key}.
    """

    def __init__(self, *, chosen_colleges=None, chosen_schools=None):
        self.colleges = {college.pk: college for college in College.objects.select_related("school").order_by("pk")}
        self.schools = {school.pk: school for school in School.objects.order_by("pk")}
        self.families = families(self.colleges)
        self._chosen = {fold(text): pk for text, pk in (chosen_colleges or {}).items()}
        self._chosen_schools = {fold(text): pk for text, pk in (chosen_schools or {}).items()}
        self._known: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        for college in self.colleges.values():
            self._learn(college)
        self._schools_by_name = {
            fold(name): school.pk
            for school in self.schools.values()
            for name in (school.name, school.english_name)
            if name
        }

    @classmethod
    def for_roster(cls, roster):
        chosen = roster.mappings
        return cls(chosen_colleges=chosen.get("colleges"), chosen_schools=chosen.get("schools"))

    def _learn(self, college):
        for name in {fold(name) for name in (college.name, college.english_name, *college.aliases) if name}:
            self._by_name.setdefault(name, []).append(college.pk)
            for stem in stems(name):
                self._by_stem.setdefault(stem, []).append(college.pk)

    def _found(self, text):
        if text not in self._known:
            if len(self._known) > MANY:
                self._known.clear()
            self._known[text] = self._look_up(text)
        return self._known[text]

    def _look_up(self, text):
        folded = fold(text)
        if folded in self._chosen:
            return [self._chosen[folded]]
        found = self._by_name.get(folded)
        if not found:
            found = list(dict.fromkeys(pk for stem in stems(folded) for pk in self._by_stem.get(stem, [])))
            if len({self.colleges[pk].name for pk in found}) > 1:  # 物理系 and 物理学院: neither is meant for sure
                return []
        return found or []

    def college_name(self, text: str) -> str | None:
        """The name of the college that is meant, as the office writes it."""
        found = [pk for pk in self._found(text) if pk in self.colleges]
        return self.colleges[found[0]].name if found else None

    def college(self, name: str, school_id: int | None = None, near: int | None = None) -> int | None:
        """The college of that name in the school; else in the school of the college `near`, or today's."""
        found = [pk for pk in self._found(name) if pk in self.colleges]
        if len(found) < 2:
            return found[0] if found else None
        schools = [school_id, near and self.colleges[near].school_id]
        for wanted in schools:
            for pk in found:
                if wanted and self.colleges[pk].school_id == wanted:
                    return pk
        open_today = [pk for pk in found if not self.colleges[pk].closed_on and not self.colleges[pk].school.closed_on]
        return (open_today or found)[0]

    def school(self, text: str) -> int | None:
        folded = fold(text)
        for name in (folded, folded.removeprefix("原"), folded.removeprefix("前")):
            found = self._chosen_schools.get(name) or self._schools_by_name.get(name)
            if found:
                return found
        return None

    def related(self, one: int | None, other: int | None) -> bool:
        """The same college, or one that became it or went into it."""
        if one is None or other is None:
            return False
        return one == other or self.families.get(one, one) == self.families.get(other, other)


def families(colleges) -> dict[int, int]:
    """{college: the smallest primary key among its predecessors and successors, however far}."""
    root = {pk: pk for pk in colleges}

    def find(pk):
        while root[pk] != pk:
            pk = root[pk]
        return pk

    for one, other in Succession.objects.values_list("predecessor_id", "successor_id"):
        low, high = sorted((find(one), find(other)))
        root[high] = low
    return {pk: find(pk) for pk in root}
