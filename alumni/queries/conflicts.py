"""Two snapshots of a record compared, in words."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from alumni.models import Alumnus, College, School
from alumni.models.places import country_label

from .person.snapshot import SECTIONS


@dataclass(frozen=True)
class Difference:
    subject: str
    field: str
    old: str
    new: str


def differences(before: dict, now: dict) -> list[Difference]:
    """Return what changed from one snapshot to a later one."""
    names = Names()
    found = [
        Difference("", names.label(Alumnus, name), names.value(Alumnus, name, before["person"][name]),
                   names.value(Alumnus, name, value))
        for name, value in now["person"].items() if before["person"][name] != value
    ]  # fmt: skip
    for section, (model, _fields) in SECTIONS.items():
        old, new = before.get(section, {}), now.get(section, {})
        subject = str(model._meta.verbose_name)
        found += [Difference(subject, _("removed"), names.row(model, old[pk]), "") for pk in old if pk not in new]
        found += [Difference(subject, _("added"), "", names.row(model, new[pk])) for pk in new if pk not in old]
        found += [
            Difference(subject, names.label(model, name), names.value(model, name, old[pk][name]),
                       names.value(model, name, value))
            for pk in old if pk in new for name, value in new[pk].items() if old[pk][name] != value
        ]  # fmt: skip
    return found


class Names:
    def __init__(self):
        self.places = {"school": School.objects.in_bulk(), "college": College.objects.in_bulk()}

    def label(self, model: type[models.Model], name: str) -> str:
        if name == "verified":
            return _("Verified")
        field = model._meta.get_field(name)
        assert isinstance(field, models.Field)
        return str(field.verbose_name)

    def row(self, model, row: dict) -> str:
        return " ".join(filter(None, (self.value(model, name, value) for name, value in row.items()
                                      if not isinstance(value, bool))))  # fmt: skip

    def value(self, model, name: str, value) -> str:
        if value in (None, "", []):
            return ""
        if name in self.places:
            return str(self.places[name].get(value, value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if name == "country":
            return country_label(value)
        if isinstance(value, list):
            return _(", ").join(value)
        choices = model._meta.get_field(name).flatchoices
        return str(dict(choices).get(value, value))
