"""The application goes to the office, and with it the chapter into the registry."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from chapters.emails import founding as emails
from chapters.models import Application, Chapter
from chapters.queries import founding as queries
from chapters.queries import places

from .moving import PlaceTaken, Refused, chapter_of, lock, move, step_chapter
from .telling import tell_office

State, Recognition = Application.State, Chapter.Recognition


class Incomplete(Refused):
    """Something is missing yet."""

    def __init__(self, sentences: list[str]):
        super().__init__()
        self.sentence = " ".join(sentences)


class NameTaken(Refused):
    """Another chapter has this name."""

    sentence = gettext_lazy("Another chapter has this name already. Choose another one.")


@transaction.atomic
def submit(*, application: Application, by) -> list[int]:
    """Send the draft to the office: the chapter that it founds stands in the registry as applying from now on. Raises
    AlreadyMoved, Incomplete, PlaceTaken, NameTaken and ChapterElsewhere."""
    fresh = lock(application, states=[State.DRAFT])
    insist_on_all(fresh)
    if fresh.is_revival:
        chapter = chapter_of(fresh)
        if chapter is None or chapter.recognition != Recognition.DORMANT:
            raise PlaceTaken
    else:
        fresh.chapter = _in_registry(fresh)
    move(fresh, State.SUBMITTED, submitted_at=timezone.now(), chapter=fresh.chapter)
    if not fresh.is_revival:
        step_chapter(fresh, Recognition.APPLYING, by=by)
    return tell_office(fresh, emails.submitted)


@transaction.atomic
def reply(*, application: Application, reply: str, by) -> list[int]:
    """Answer the office's question. Raises AlreadyMoved, Incomplete and NameTaken."""
    fresh = lock(application, states=[State.ASKED])
    insist_on_all(fresh)
    chapter = None if fresh.is_revival else chapter_of(fresh)
    if chapter:
        _name(chapter, fresh)
    move(fresh, State.SUBMITTED, reply=reply, submitted_at=timezone.now())
    return tell_office(fresh, emails.replied)


def insist_on_all(application: Application) -> None:
    """Raises Incomplete."""
    if sentences := queries.missing(application):
        raise Incomplete(sentences)


def _in_registry(application: Application) -> Chapter:
    """The lead that stands for the place, or a new one."""
    standing = places.standing(places.place_of(application)).select_for_update(of=("self",))
    if application.kind == Chapter.Kind.INDUSTRY:
        standing = standing.filter(recognition=Recognition.LEAD, name=application.name)
    chapter = standing.first() or Chapter(**places.place_of(application), recognition_since=timezone.localdate())
    if chapter.recognition != Recognition.LEAD:
        raise PlaceTaken
    _name(chapter, application)
    return chapter


def _name(chapter: Chapter, application: Application) -> None:
    chapter.name, chapter.name_en = application.name, application.name_en
    chapter.time_zone = application.time_zone
    chapter.version += 1 if chapter.pk else 0
    try:
        with transaction.atomic():
            chapter.save()
    except IntegrityError as error:
        if "chapter_name_once" in str(error):
            raise NameTaken from error
        if "chapter_one_a" in str(error):
            raise PlaceTaken from error
        raise
