"""Mails to whoever must act next, into the outbox of the same transaction."""

from collections.abc import Iterator

from django.conf import settings

from alumni.emails.claims import language_of
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.mail import services as mail
from chapters.models import Application
from chapters.services import telling

PURPOSE = "chapters.founding"


def tell_applicant(application: Application, write, **about) -> list[int]:
    """One mail to the applicant; none to one who has no account any more."""
    person = application.applicant
    user = person.user if person else None
    return tell(user, write, person_id=application.applicant_id, application=application, **about) if user else []


def tell(user: User, write, *, person_id: int | None = None, **about) -> list[int]:
    subject, text = write(language=language_of(user), **about)
    return [mail.queue(to=user.email, subject=subject, text=text, purpose=PURPOSE, person_id=person_id).pk]


def tell_office(application: Application, write) -> list[int]:
    """One mail to the office's address; without one, to each who may decide."""
    told = telling.tell_office(
        lambda: write(application=application, language=settings.LANGUAGE_CODE), purpose=PURPOSE, otherwise=_deciders()
    )
    return [message.pk for message in told]


def _deciders() -> Iterator[str]:
    staff = User.objects.filter(is_active=True, is_staff=True, grants__isnull=False).distinct().order_by("pk")
    yield from (user.email for user in staff if user.reach(Permission.CHAPTER_EDIT).everyone)
