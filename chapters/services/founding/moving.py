"""The one way in which an application changes its state, and what that does to its chapter."""

from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from chapters.models import Application, Chapter, Document
from chapters.services import recognition

State = Application.State


class Refused(Exception):
    """What was asked cannot be, and nothing was changed; `sentence` says why to whoever asked."""

    sentence: str | Promise = ""


class AlreadyMoved(Refused):
    """Somebody else acted since the page was opened."""

    sentence = gettext_lazy("Somebody else acted in the meantime. Nothing was changed: here is how it stands now.")


class ChapterElsewhere(Refused):
    """The chapter was moved by hand, and is not where this application left it."""

    sentence = gettext_lazy(
        "The chapter in the registry is not where this application left it. Nothing was changed: look at its history "
        "first."
    )


class PlaceTaken(Refused):
    """Another application, or a chapter, stands for this place already."""

    sentence = gettext_lazy("For this place there is another application, or a chapter, by now. Nothing was changed.")


class OwnMatter(Refused):
    """Who applies, confirms or is elected does not decide about it."""

    sentence = gettext_lazy("You are among those concerned: a colleague decides about this.")


def lock(application: Application, *, states: Sequence[str], version: int | None = None) -> Application:
    """The row as it is, locked; it must be in one of `states`, and as the actor saw it. Raises AlreadyMoved."""
    fresh = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if fresh.state not in states or (version is not None and fresh.version != version):
        raise AlreadyMoved
    return fresh


def lock_to_decide(application: Application, *, states: Sequence[str], version: int, by) -> Application:
    """As `lock`, for the office. Raises AlreadyMoved and OwnMatter."""
    fresh = lock(application, states=states, version=version)
    if is_own_matter(fresh, by):
        raise OwnMatter
    return fresh


def is_own_matter(application: Application, user) -> bool:
    """Whether the user applied, was asked to be an initiator, or stands for the council."""
    person = getattr(user, "alumnus", None)
    return person is not None and (
        application.applicant_id == person.pk
        or application.initiators.filter(alumnus=person).exists()
        or application.nominees.filter(alumnus=person).exists()
    )


def move(application: Application, to: str, **values) -> None:
    """Move to the state `to`, from the state that the caller saw, and write `values`. Raises AlreadyMoved and
    PlaceTaken."""
    if to not in Application.MOVES[application.state]:
        raise AlreadyMoved
    seen = Application.objects.filter(pk=application.pk, state=application.state, version=application.version)
    try:
        moved = seen.update(state=to, moved_at=timezone.now(), version=F("version") + 1, **values)
    except IntegrityError as error:
        if "application_one_a_place" in str(error):
            raise PlaceTaken from error
        raise
    if not moved:
        raise AlreadyMoved
    application.refresh_from_db()


def chapter_of(application: Application) -> Chapter | None:
    """Its chapter, locked."""
    if application.chapter_id is None:
        return None
    return Chapter.objects.select_for_update(of=("self",)).get(pk=application.chapter_id)


def step_chapter(
    application: Application, to: str, *, by, document: Document | None = None, reason: str = ""
) -> Chapter:
    """Record the step of the application's chapter. Raises ChapterElsewhere."""
    chapter = chapter_of(application)
    assert chapter is not None
    try:
        recognition.change_recognition(
            chapter=chapter, to=to, reason=reason or because(application), by=by, document=document
        )
    except (recognition.ImpossibleStep, recognition.AlreadyThere) as error:
        raise ChapterElsewhere from error
    return chapter


def give_back(application: Application, *, by, reason: str) -> None:
    """The chapter of an application that ends is a lead again. One that was to be revived sleeps on."""
    chapter = chapter_of(application)
    under_way = [Chapter.Recognition.APPLYING, Chapter.Recognition.PREPARING]
    if chapter and not application.is_revival and chapter.recognition in under_way:
        recognition.change_recognition(chapter=chapter, to=Chapter.Recognition.LEAD, reason=reason[:500], by=by)


def because(application: Application) -> str:
    """The reason that stands beside a step in the chapter's history, in the office's language."""
    with override(settings.LANGUAGE_CODE):
        return _("Application no. %(number)s") % {"number": application.pk}
