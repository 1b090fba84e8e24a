"""Who hears of what happens to a chapter: its officers, the people concerned, the office."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils import translation

from alumni.models import Alumnus
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from chapters.models import Chapter, Office

Letter = Callable[[], tuple[str, str]]  # in the active language: subject and text


def officers_of(chapter: Chapter) -> list[Alumnus]:
    """Who keeps the chapter's pages today and may be written to, each once."""
    held = Office.objects.current().managing().filter(term__chapter=chapter)
    people = Alumnus.objects.approachable().filter(pk__in=held.values("alumnus"))
    return list(people.select_related("user").order_by("pk"))


def tell_people(people: Iterable[Alumnus], letter: Letter, *, purpose: str) -> list[Message]:
    """One mail to the account of each; who has none hears it from the others."""
    written = []
    for person in people:
        if person.user and person.user.is_active:
            with translation.override(person.user.language or settings.LANGUAGE_CODE):
                subject, text = letter()
            to = person.user.email
            written.append(mail.queue(to=to, subject=subject, text=text, purpose=purpose, person_id=person.pk))
    return written


def tell_office(letter: Letter, *, purpose: str, otherwise: Iterable[str] = ()) -> list[Message]:
    """A mail to the office's own address; without one to each of `otherwise`. The desk's first page says what waits
    in any case."""
    addresses = [settings.OFFICE_EMAIL] if settings.OFFICE_EMAIL else list(otherwise)
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = letter()
    return [mail.queue(to=each, subject=subject, text=text, purpose=purpose) for each in addresses]
