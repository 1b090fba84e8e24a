"""The public directory: every chapter that exists, by kind and place, and where there is none yet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.models.places import COUNTRIES, Industry, Province, country_label
from alumni_office.names.folding import fold
from alumni_office.ui import tilemap, worldtiles
from chapters.models import Chapter

Kind, Recognition = Chapter.Kind, Chapter.Recognition
# What a visitor asks about a chapter's state, and the states of the registry that mean it.
STATES: dict[str, tuple[str | Promise, Sequence[str]]] = {
    "living": (_("At work"), Chapter.LIVING),
    "preparing": (_("In preparation"), [Recognition.PREPARING]),
    "dormant": (_("Dormant, waiting to be revived"), [Recognition.DORMANT]),
}
LIST = "list"  # where on the page the chapters stand
SHOWN = ["kind", "province", "country", "city", "industry", "name", "name_en", "recognition", "founded_on"]


@dataclass(frozen=True)
class Group:
    """The chapters of one province, country, trade or college; `label` is empty where the kind says it all."""

    label: str
    chapters: list[Chapter]


@dataclass(frozen=True)
class Section:
    kind: str
    label: str | Promise
    groups: list[Group]

    @property
    def number(self) -> int:
        return sum(len(group.chapters) for group in self.groups)


@dataclass
class Directory:
    """All public chapters, read by one query; what a page shows of them is chosen here."""

    chapters: list[Chapter] = field(default_factory=lambda: list(_listed()))

    def sections(self, *, kind: str = "", place: str = "", state: str = "", words: str = "") -> list[Section]:
        chosen = [
            chapter
            for chapter in self.chapters
            if (not kind or chapter.kind == kind)
            and (not place or place in (chapter.province, chapter.country))
            and (not state or chapter.recognition in STATES[state][1])
        ]
        if words:
            wanted = _folded(words)
            chosen = [chapter for chapter in chosen if _says(chapter, wanted)]
        return [section for one in Kind if (section := _section(one, chosen)).groups]

    def province_tiles(self, url: str) -> list[tilemap.Tile]:
        """Every province with its number of chapters; each leads to its place in `url`, the directory's address."""
        number = Counter(chapter.province for chapter in self.chapters if chapter.province)
        return tilemap.tiles((_place(one.value, str(one.label), number, url) for one in Province), by_count=True)

    def continents(self, url: str) -> list[worldtiles.Continent]:
        number = Counter(chapter.country for chapter in self.chapters if chapter.country)
        return worldtiles.continents(_place(code, country_label(code), number, url) for code in number)

    @property
    def without(self) -> list[tuple[str, str]]:
        """The provinces that have no chapter, as (code, name)."""
        there = {chapter.province for chapter in self.chapters}
        return [(one.value, str(one.label)) for one in Province if one.value not in there]

    @property
    def countries(self) -> list[tuple[str, str]]:
        codes = {chapter.country for chapter in self.chapters if chapter.country}
        return sorted(((code, country_label(code)) for code in codes), key=lambda pair: pair[1])


def _listed():
    chapters = Chapter.objects.listed().select_related("college").order_by("province", "pk")
    return chapters.only(*SHOWN, "college__name", "college__english_name")


def _place(code: str, label: str, number: Counter, url: str) -> tilemap.Place:
    more = "&" if "?" in url else "?"
    return tilemap.Place(
        code, label, number[code], str(number[code]), f"{url}{more}{urlencode({'place': code})}#{LIST}"
    )


def _section(kind: str, chapters: Iterable[Chapter]) -> Section:
    groups: dict[str, list[Chapter]] = {}
    for chapter in chapters:
        if chapter.kind == kind:
            groups.setdefault(_label_of_group(chapter), []).append(chapter)
    if kind == Kind.OVERSEAS:
        groups = dict(sorted(groups.items()))
    return Section(kind, HEADINGS[kind], [Group(label, in_order(members)) for label, members in groups.items()])


def in_order(chapters: list[Chapter]) -> list[Chapter]:
    """That of the whole province or country first, then by age; who is not founded yet comes last."""
    return sorted(chapters, key=lambda each: (bool(each.city), each.founded_on or date.max, each.pk))


HEADINGS: dict[str, str | Promise] = {
    Kind.REGIONAL: _("In China"),
    Kind.OVERSEAS: _("Overseas"),
    Kind.INDUSTRY: _("By industry"),
    Kind.COLLEGE: _("Of colleges"),
}


def _label_of_group(chapter: Chapter) -> str:
    if chapter.kind == Kind.REGIONAL:
        return str(Province(chapter.province).label)
    return country_label(chapter.country) if chapter.kind == Kind.OVERSEAS else ""


def _folded(words: str) -> list[str]:
    return [fold(word) for word in words.split()]


def _says(chapter: Chapter, wanted: list[str]) -> bool:
    """Whether each word stands in the names or in the place, in either language."""
    text = fold(" ".join([chapter.name, chapter.name_en, *place_names(chapter)]))
    return all(word in text for word in wanted)


def place_names(chapter: Chapter) -> list[str]:
    names = [chapter.city]
    if chapter.province:
        names.append(str(Province(chapter.province).label))
    if chapter.country:
        names += COUNTRIES.get(chapter.country, ())
    if chapter.industry:
        names.append(str(Industry(chapter.industry).label))
    if chapter.college:
        names += [chapter.college.name, chapter.college.english_name]
    return names


def found(user, text: str, limit: int) -> list[Chapter]:
    """The chapters of any state with `text` in their names or places, as far as the user's right reaches."""
    wanted = _folded(text)
    reached = Chapter.objects.visible_to(user).select_related("college").order_by("province", "city", "pk")
    read = reached.only(*SHOWN, "college__name", "college__english_name")
    return [chapter for chapter in read if _says(chapter, wanted)][:limit]
