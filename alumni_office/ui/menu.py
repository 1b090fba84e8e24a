"""The desk's menu, by work and not by table. Apps add their entries in AppConfig.ready()."""

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECTIONS: dict[str, tuple[int, str | Promise]] = {
    "today": (0, ""),
    "alumni": (10, _("Alumni")),
    "work": (80, _("Work")),
    "system": (90, _("System")),
}


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu, for those who may use it; without a permission, for all staff.

    `parts` are lists that have no line of their own: they are reached from this one, and it is marked on them.
    """

    label: str | Promise
    url_name: str
    permission: str = ""
    section: str = "alumni"
    order: int = 50
    icon: str = "right"
    parts: tuple[str, ...] = ()

    @cached_property  # a page of the desk prints each entry several times
    def url(self) -> str:
        return reverse(self.url_name)

    @cached_property
    def beginnings(self) -> list[str]:
        """What the addresses of its pages begin with."""
        return [self.url, *map(reverse, self.parts)]

    def visible_to(self, user) -> bool:
        return user.may(self.permission) if self.permission else True


@dataclass
class Section:
    title: str | Promise
    entries: list[MenuEntry] = field(default_factory=list)


entries: list[MenuEntry] = []


def add(*more: MenuEntry) -> None:
    entries.extend(more)


def add_section(name: str, title: str | Promise, *, order: int) -> None:
    SECTIONS[name] = (order, title)


def sections_for(user) -> list[Section]:
    """Return what `user` may use, in order; sections without an entry are left out."""
    found: dict[str, Section] = {}
    for name, (_order, title) in sorted(SECTIONS.items(), key=lambda item: item[1][0]):
        found[name] = Section(title)
    for entry in sorted(entries, key=lambda entry: entry.order):
        if entry.visible_to(user):
            found[entry.section].entries.append(entry)
    return [section for section in found.values() if section.entries]
