"""Recognition: the chapter is founded, or wakes, and its first term begins, all at once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy

from chapters.emails import founding as emails
from chapters.models import Application, Chapter, Document, Office, Term
from chapters.queries import nominating
from chapters.services.duties import settle_duties

from .moving import Refused, chapter_of, lock_to_decide, move, step_chapter
from .reporting import insist_on_report
from .telling import tell, tell_applicant

State, Recognition = Application.State, Chapter.Recognition


class OldTerm(Refused):
    """A term of the chapter begins within the new one: it must be put right first."""

    sentence = gettext_lazy("Another term of this chapter begins within the one reported. Put the terms right first.")


class Unfit(Refused):
    """Records of people who were elected are no longer in use."""

    def __init__(self, names: list[str]):
        super().__init__()
        self.sentence = nominating.unfit_sentence(names)


@transaction.atomic
def recognise(*, application: Application, version: int, by) -> list[int]:
    """Recognise what was reported: the chapter's step, its term and its offices. Raises AlreadyMoved, OwnMatter,
    Incomplete, Unfit, OldTerm and ChapterElsewhere."""
    fresh = lock_to_decide(application, states=[State.REPORTED], version=version, by=by)
    insist_on_report(fresh)  # who was elected may be gone since
    if names := nominating.unfit(fresh.nominees.all()):
        raise Unfit(names)
    move(fresh, State.RECOGNISED, answer="", decided_by=by)
    minutes = fresh.documents.filter(kind=Document.Kind.MINUTES).order_by("-pk").first()
    chapter = chapter_of(fresh)
    assert chapter is not None
    if not fresh.is_revival and chapter.founded_on is None:
        chapter.founded_on = fresh.met_on  # the step would take today for it
        chapter.save(update_fields=["founded_on", "updated_at"])
    to = Recognition.REVIVED if fresh.is_revival else Recognition.FOUNDED
    step_chapter(fresh, to, by=by, document=minutes)
    fresh.documents.filter(chapter=None).update(chapter=chapter)
    term = _begin_term(chapter, fresh)
    mails = tell_applicant(fresh, emails.recognised)
    for nominee in fresh.nominees.select_related("alumnus__user").order_by("pk"):
        Office.objects.create(
            term=term, alumnus=nominee.alumnus, seat=nominee.seat, post=nominee.post, from_on=term.starts_on,
            until_on=term.ends_on,
        )  # fmt: skip
        mails += _tell_elected(chapter, fresh, nominee)
    settle_duties(chapter=chapter)
    return mails


def _begin_term(chapter: Chapter, application: Application) -> Term:
    """The new term; one of an earlier council that runs on ends the day before."""
    start, end = application.term_starts_on, application.term_ends_on
    assert start is not None
    assert end is not None
    last_day = start - timedelta(days=1)
    for old in chapter.terms.filter(ends_on__gte=start, starts_on__lte=end):
        if old.starts_on >= last_day or old.offices.filter(from_on__gte=start).exists():
            raise OldTerm
        old.offices.filter(until_on__gte=start).update(until_on=last_day)
        Term.objects.filter(pk=old.pk).update(ends_on=last_day)
    number = (chapter.terms.aggregate(last=Max("number"))["last"] or 0) + 1
    return Term.objects.create(chapter=chapter, number=number, starts_on=start, ends_on=end)


def _tell_elected(chapter: Chapter, application: Application, nominee) -> list[int]:
    """To everybody on the council but the applicant, who is told of the recognition."""
    user = nominee.alumnus.user
    if user is None or nominee.alumnus_id == application.applicant_id:
        return []
    return tell(
        user, emails.elected, person_id=nominee.alumnus_id, chapter=chapter, name=nominee.alumnus.name,
        post=lambda: str(nominee.post or nominee.get_seat_display()),
    )  # fmt: skip
