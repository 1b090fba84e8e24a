"""Suggestions: sent in, taken up, accepted or declined; each step is told to the sender."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from alumni.models import Alumnus
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from events.hooks import Story
from publications.emails import suggestions as emails
from publications.models import Article, Periodical, Suggestion

from .articles import create_article

Source = Suggestion.Source
State = Suggestion.State


class Decided(Exception):
    """Somebody decided in the meantime."""


@transaction.atomic
def suggest(
    *, alumnus: Alumnus | None, team: str, name: str, email: str, periodical: Periodical | None, title: str, text: str,
    key: UUID,
) -> tuple[Suggestion, Message | None]:  # fmt: skip
    """Keep a suggestion of an alumnus or of a team; return it and the mail that says so. The same `key` again returns
    the first, without a mail."""
    suggestion, created = Suggestion.objects.get_or_create(
        key=key,
        defaults={
            "source": Source.ALUMNUS if alumnus else Source.TEAM, "alumnus": alumnus, "team": team, "name": name,
            "email": email, "periodical": periodical, "title": title, "text": text,
            "language": translation.get_language() or "",
        },
    )  # fmt: skip
    return suggestion, _tell(suggestion, emails.received) if created else None


def take_story(story: Story) -> list[int]:
    """A student team's story as it comes from the programmes: a suggestion like others. Returns the mails."""
    _suggestion, message = suggest(
        alumnus=None, team=story.team, name=story.name, email=story.email, periodical=None, title=story.title,
        text=story.text, key=story.key,
    )  # fmt: skip
    return [message.pk] if message else []


def _tell(suggestion: Suggestion, write, **more) -> Message:
    language = suggestion.language or "zh-hans"
    subject, text = write(name=suggestion.name, title=suggestion.title, language=language, **more)
    return mail.queue(
        to=suggestion.email, subject=subject, text=text, purpose="publications.suggestion",
        person_id=suggestion.alumnus_id,
    )  # fmt: skip


def _moved(suggestion: Suggestion, states: list[State], **changes) -> None:
    if not Suggestion.objects.filter(pk=suggestion.pk, state__in=states).update(**changes):
        raise Decided
    suggestion.refresh_from_db()


@transaction.atomic
def take_up(*, suggestion: Suggestion, by) -> Message:
    """Raises Decided."""
    _moved(suggestion, [State.SUBMITTED], state=State.EDITING, editor=by)
    return _tell(suggestion, emails.in_editing)


@transaction.atomic
def accept(*, suggestion: Suggestion, answer: str, by) -> tuple[Article, Message]:
    """Accept, and lay what was sent into the drawer as an article to work on. Raises Decided."""
    _moved(suggestion, Suggestion.OPEN, state=State.ACCEPTED, editor=by, answer=answer, decided_at=timezone.now())
    article = create_article(
        issue=None, section=None, key=suggestion.key, by=by, title=suggestion.title, body=_as_paragraphs(suggestion),
        authors=suggestion.team or suggestion.name,
    )  # fmt: skip
    Suggestion.objects.filter(pk=suggestion.pk).update(article=article)
    return article, _tell(suggestion, emails.accepted, answer=answer)


@transaction.atomic
def decline(*, suggestion: Suggestion, answer: str, by) -> Message:
    """Raises Decided."""
    _moved(suggestion, Suggestion.OPEN, state=State.DECLINED, editor=by, answer=answer, decided_at=timezone.now())
    return _tell(suggestion, emails.declined, answer=answer)


def _as_paragraphs(suggestion: Suggestion) -> str:
    """What was typed is text; the article's editor makes more of it."""
    escaped = suggestion.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{line.strip()}</p>" for line in escaped.splitlines() if line.strip())
