"""Who the office is and how it is found: from the settings, in the reader's language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language


def in_readers_language(chinese: str, english: str) -> str:
    """The one that fits the reader; the other where an installation has only that."""
    if (get_language() or "").startswith("zh"):
        return chinese or english
    return english or chinese


class Shown:
    """What a row says to the reader: the words of `field`, or those of `field`_en."""

    def __init__(self, field: str):
        self.field = field

    def __get__(self, row, owner=None) -> str:
        if row is None:
            return self  # type: ignore[return-value]  # as a property does
        return in_readers_language(getattr(row, self.field), getattr(row, f"{self.field}_en"))


def university() -> str:
    return in_readers_language(settings.UNIVERSITY_NAME, settings.UNIVERSITY_NAME_EN)


@dataclass(frozen=True)
class Office:
    address: str
    postcode: str
    telephone: str
    email: str
    hours: str

    @property
    def dialled(self) -> str:
        """The telephone as a link wants it."""
        return "".join(char for char in self.telephone if char.isdecimal() or char == "+")


def office() -> Office:
    return Office(
        address=in_readers_language(settings.OFFICE_ADDRESS, settings.OFFICE_ADDRESS_EN),
        postcode=settings.OFFICE_POSTCODE,
        telephone=settings.OFFICE_TELEPHONE,
        email=settings.OFFICE_EMAIL,
        hours=in_readers_language(settings.OFFICE_HOURS, settings.OFFICE_HOURS_EN),
    )
