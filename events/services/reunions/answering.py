"""What classmates say of themselves, and what the contact person knows of the others."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from alumni.models import Alumnus, Degree
from alumni.queries.circle import class_members, missing_members
from alumni.services import hints
from events.models import Classmate, ClassReunion

from .refusals import NotNow, NotOfTheClass, OwnWord

Answer = Classmate.Answer


@transaction.atomic
def answer(*, reunion: ClassReunion, person: Alumnus, answer: str, seats: int, word: str) -> Classmate:
    """The person's own word; it replaces whatever was said before. Raises NotNow when the day is over or the reunion
    is not open."""
    insist_open(reunion)
    row = _row(reunion, person)
    row.answer, row.seats, row.word = answer, seats if answer in (Answer.COMING, Answer.UNSURE) else 1, word
    row.is_own, row.answered_at = True, timezone.now()
    row.save(update_fields=["answer", "seats", "word", "is_own", "answered_at"])
    return row


def insist_open(reunion: ClassReunion) -> None:
    """Held until the end of the transaction. Raises NotNow."""
    standing = ClassReunion.objects.select_for_update(no_key=True, of=("self",)).get(pk=reunion.pk)
    if not standing.is_open or standing.day < timezone.localdate():
        raise NotNow


def _row(reunion: ClassReunion, person: Alumnus) -> Classmate:
    row, _made = Classmate.objects.get_or_create(reunion=reunion, alumnus=person)
    return Classmate.objects.select_for_update(of=("self",)).get(pk=row.pk)


@transaction.atomic
def mark(*, reunion: ClassReunion, degree: Degree, about_id: int, answer: str, word: str, key: UUID, by) -> Classmate:
    """What the contact person heard of a classmate of `degree`, the own one. "Not found" of somebody whom the office
    looks for is a hint to the college as well. Raises NotNow, NotOfTheClass, OwnWord, and hints.TooMany."""
    insist_open(reunion)
    about = class_members(degree).exclude(pk=degree.alumnus_id).filter(pk=about_id).first()
    if about is None:
        raise NotOfTheClass
    row = _row(reunion, about)
    if row.is_own:
        raise OwnWord
    row.answer, row.word, row.seats = answer, word, 1
    row.answered_at = None if answer == Answer.NONE else timezone.now()
    row.save(update_fields=["answer", "word", "seats", "answered_at"])
    if answer == Answer.NOT_FOUND:
        _hint(reunion, degree, about, word, key, by)
    return row


def _hint(reunion: ClassReunion, degree: Degree, about: Alumnus, word: str, key: UUID, by) -> None:
    if not missing_members(degree).filter(pk=about.pk).exists():
        return
    with translation.override(settings.LANGUAGE_CODE):  # the college reads it
        said = _("The contact person of the class reunion on %(day)s has not found this classmate.")
        statement = "\n".join(filter(None, (said % {"day": reunion.day.isoformat()}, word)))
    hints.tell_of_classmate(
        teller=degree.alumnus, degree=degree, about_id=about.pk, statement=statement, key=key, by=by
    )
