"""The founding meeting, reported by the preparatory group."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from alumni.models import Alumnus
from alumni_office.saving.versions import save_version
from chapters.emails import founding as emails
from chapters.models import Application, Nominee
from chapters.queries import founding as queries

from .moving import Refused, lock, move
from .submitting import Incomplete
from .telling import tell_office

State = Application.State


class Taken(Refused):
    """The post is held by another nominee, or the person has it already."""

    sentence = gettext_lazy("Somebody stands for this post already: there is one president and one secretary-general, "
                            "and nobody is named for the same post twice.")  # fmt: skip


@transaction.atomic
def save_report(*, application: Application, version: int, values: dict) -> None:
    """Write what is known of the meeting so far. Raises AlreadyMoved and ChangedMeanwhile."""
    lock(application, states=[State.COMMISSIONED])
    save_version(application, version=version, values=values)


@transaction.atomic
def add_nominee(*, application: Application, person: Alumnus, seat: str) -> Nominee:
    """Name who was elected to which post. Raises AlreadyMoved and Taken."""
    fresh = lock(application, states=[State.COMMISSIONED])
    try:
        with transaction.atomic():
            return Nominee.objects.create(application=fresh, alumnus=person, seat=seat)
    except IntegrityError as error:
        if "nominee_" in str(error):
            raise Taken from error
        raise


@transaction.atomic
def remove_nominee(*, application: Application, nominee_id: int) -> None:
    fresh = lock(application, states=[State.COMMISSIONED])
    fresh.nominees.filter(pk=nominee_id).delete()


@transaction.atomic
def report(*, application: Application) -> list[int]:
    """Send the report to the office. Raises AlreadyMoved and Incomplete."""
    fresh = lock(application, states=[State.COMMISSIONED])
    insist_on_report(fresh)
    move(fresh, State.REPORTED)
    return tell_office(fresh, emails.reported)


def insist_on_report(application: Application) -> None:
    """Raises Incomplete."""
    if sentences := queries.missing_in_report(application):
        raise Incomplete(sentences)
