"""Who the office is and how it is found: from the settings, in the reader's language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language


def in_readers_language(chinese: str, english: str) -> str:
    """The one that fits the reader; the other where an installation has only that."""
    if (get_language() or "").startswith("zh"):
        return chinese or english
    return english or chinese


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
