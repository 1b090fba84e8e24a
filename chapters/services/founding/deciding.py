"""What the office decides: a question, the letter of commission, a refusal."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alumni_office.documents.uploads import Upload
from chapters.emails import founding as emails
from chapters.models import Application, Chapter, Document, LetterCounter
from chapters.services.documents import keep_document, unkeep_on_error

from .letters import letter_of_commission
from .moving import chapter_of, give_back, lock_to_decide, move, step_chapter
from .submitting import insist_on_all
from .telling import tell_applicant

State = Application.State


@transaction.atomic
def ask(*, application: Application, version: int, answer: str, by) -> list[int]:
    """Put a question to the applicant. Raises AlreadyMoved and OwnMatter."""
    fresh = lock_to_decide(application, states=[State.SUBMITTED], version=version, by=by)
    move(fresh, State.ASKED, answer=answer, decided_by=by)
    return tell_applicant(fresh, emails.asked)


@transaction.atomic
def refuse(*, application: Application, version: int, answer: str, by) -> list[int]:
    """Refuse with a reason; the chapter is a lead again. Raises AlreadyMoved and OwnMatter."""
    states = [State.SUBMITTED, State.ASKED, State.COMMISSIONED, State.REPORTED]
    fresh = lock_to_decide(application, states=states, version=version, by=by)
    move(fresh, State.REFUSED, answer=answer, decided_by=by)
    give_back(fresh, by=by, reason=answer)
    return tell_applicant(fresh, emails.refused)


@transaction.atomic
def send_back(*, application: Application, version: int, answer: str, by) -> list[int]:
    """Give the report of the founding back with a question. Raises AlreadyMoved and OwnMatter."""
    fresh = lock_to_decide(application, states=[State.REPORTED], version=version, by=by)
    move(fresh, State.COMMISSIONED, answer=answer, decided_by=by)
    return tell_applicant(fresh, emails.sent_back)


def commission(*, application: Application, version: int, by) -> list[int]:
    """Commission the preparation by a letter with the next number of the year. Raises AlreadyMoved,
    OwnMatter, Incomplete and ChapterElsewhere; then neither number nor letter exists."""
    with unkeep_on_error() as kept, transaction.atomic():
        fresh = lock_to_decide(application, states=[State.SUBMITTED], version=version, by=by)
        insist_on_all(fresh)  # an initiator may be gone since
        today = timezone.localdate()
        number = next_letter_number(today.year)
        move(fresh, State.COMMISSIONED, letter_no=number, commissioned_on=today, answer="", decided_by=by)
        letter = _keep_letter(fresh, by)
        kept.append(letter)
        if not fresh.is_revival:
            step_chapter(fresh, Chapter.Recognition.PREPARING, by=by, document=letter)
        return tell_applicant(fresh, emails.commissioned)


def next_letter_number(year: int) -> str:
    """Such as 校友筹〔2026〕3号. The counter's row stays locked until the letter is kept."""
    LetterCounter.objects.get_or_create(year=year)
    LetterCounter.objects.filter(year=year).update(last=F("last") + 1)
    last = LetterCounter.objects.values_list("last", flat=True).get(year=year)
    return f"{settings.CHAPTER_LETTER_CODE}〔{year}〕{last}号"


def _keep_letter(application: Application, by) -> Document:
    upload = Upload("pdf", letter_of_commission(application))
    return keep_document(
        upload=upload, name=f"{application.letter_no}.pdf", kind=Document.Kind.LETTER, by=by,
        application=application, chapter=chapter_of(application),
    )  # fmt: skip
