"""The people of an article, and their word: asked by a link, given and taken back by it or told to the office."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from alumni.emails.claims import absolute, language_of
from alumni.models import Alumnus
from alumni.queries.reached import address_of
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from alumni_office.mail.tokens import hash_of
from alumni_office.names import readings
from publications import wordings
from publications.emails import articles as emails
from publications.models import Article, ArticleConsent, ArticlePerson

from .issues import IssueFixed, insist_open
from .mailings_people import stop_naming

GOOD_FOR = timedelta(days=60)
State, Source = ArticlePerson.State, ArticleConsent.Source


class NoAddress(Exception):
    """The office has no e-mail address of the person that may be used."""


class NothingToAsk(Exception):
    """The person agreed to the article as it stands."""


class LinkOver(Exception):
    """The link was replaced by a later one, or ran out before it was answered."""


class StillNamed(Exception):
    """Somebody who said no is named in the article all the same, or stands on one of its photographs."""


class Changed(Exception):
    """The article is not the one any more that was read."""


@transaction.atomic
def add_person(*, article: Article, alumnus: Alumnus, role: str, name: str, name_en: str, by) -> ArticlePerson:
    """Say that somebody on record is in the article; a second time changes role and names. Raises IssueFixed."""
    insist_open(article.issue_id)
    reading = next(iter(readings(name)), name.lower())[:120]
    person, _ = ArticlePerson.objects.update_or_create(
        article=article, alumnus=alumnus,
        defaults={"role": role, "name": name, "name_en": name_en, "reading": reading},
    )  # fmt: skip
    return person


@transaction.atomic
def remove_person(*, person: ArticlePerson, by) -> None:
    """The article is not about the person any more, or never was. Raises IssueFixed, and StillNamed: a "no" is not
    got round by saying that the article is about nobody."""
    insist_open(person.article.issue_id)
    if person.state in (State.REFUSED, State.WITHDRAWN) and _is_in(person):
        raise StillNamed
    person.pictures.clear()
    person.consents.all().delete()
    person.delete()


def _is_in(person: ArticlePerson) -> bool:
    words = Article.objects.values_list("words", flat=True).get(pk=person.article_id)
    return any(name in words for name in (person.name, person.name_en) if name) or person.pictures.exists()


@transaction.atomic
def ask_person(*, person: ArticlePerson, by) -> Message:
    """Send the link by which the person reads the article and answers; an earlier link opens nothing any more.

    Raises IssueFixed, NoAddress (also for people who must not be written to) and NothingToAsk.
    """
    insist_open(person.article.issue_id)
    alumnus = Alumnus.objects.approachable().select_related("user").filter(pk=person.alumnus_id).first()
    to = address_of(alumnus) if alumnus else ""
    if not to:
        raise NoAddress
    found = _locked(person.pk)
    if found.is_complete:
        raise NothingToAsk
    token, now = secrets.token_urlsafe(32), timezone.now()
    ArticlePerson.objects.filter(pk=person.pk).update(
        state=State.ASKED, token_hash=hash_of(token), asked_at=now, expires_at=now + GOOD_FOR, agreed_text="",
        agreed_photo="",
    )  # fmt: skip
    record_access(
        action=AccessRecord.Action.SEND, target=Alumnus._meta.label_lower, target_id=person.alumnus_id, by=by,
        reason="consent to an article", criteria={"article": person.article_id},
    )  # fmt: skip
    language = language_of(alumnus.user)
    subject, text = emails.consent_asked(
        name=alumnus.name, url=absolute(reverse("publications:consent", args=[token])), days=GOOD_FOR.days,
        language=language,
    )  # fmt: skip
    return mail.queue(to=to, subject=subject, text=text, purpose="publications.consent", person_id=alumnus.pk)


def _locked(pk: int) -> ArticlePerson:
    ArticlePerson.objects.select_for_update().get(pk=pk)
    return ArticlePerson.objects.with_hashes().select_related("article__issue__periodical").get(pk=pk)


def person_by_token(token: str) -> ArticlePerson | None:
    """Whose link it is; a link that was answered stays good, to take the word back or to give it."""
    open_or_answered = Q(expires_at__gt=timezone.now()) | Q(state__in=[State.AGREED, State.REFUSED, State.WITHDRAWN])
    people = ArticlePerson.objects.with_hashes().filter(open_or_answered, token_hash=hash_of(token))
    return people.select_related("article__issue__periodical", "alumnus").first()


def seen_hash(person: ArticlePerson) -> str:
    """Of everything that is shown to the person: what is agreed to."""
    return f"{person.article.text_hash}.{person.photo_hash}"


@transaction.atomic
def answer_by_link(*, token: str, text: bool, photo: bool, seen: str) -> ArticlePerson:
    """Write down what the person says of the article that was `seen`. Raises LinkOver and Changed."""
    person = person_by_token(token)
    if person is None:
        raise LinkOver
    person = _locked(person.pk)
    if person.token_hash != hash_of(token):
        raise LinkOver
    if text and seen != seen_hash(person):
        raise Changed
    _answer(person, text=text, photo=photo and text, source=Source.LINK, note="", by=None)
    return person


@transaction.atomic
def record_answer(*, person: ArticlePerson, text: bool, photo: bool, note: str, by) -> None:
    """Write down what the person told the office; `note` says how. Raises IssueFixed for a word given to an issue
    that is approved: taking back is always possible."""
    if text:
        insist_open(person.article.issue_id)
    _answer(_locked(person.pk), text=text, photo=photo and text, source=Source.OFFICE, note=note, by=by)


def _answer(person: ArticlePerson, *, text: bool, photo: bool, source: str, note: str, by) -> None:
    was_given = person.state in (State.AGREED, State.WITHDRAWN)
    article, issue = person.article, person.article.issue
    has_photo = bool(person.photo_hash)
    # The words that were read, in the language in which they were; told to the office, in the office's.
    with translation.override(translation.get_language() if source == Source.LINK else language_of(None)):
        wording = wordings.consent_to_article(
            title=article.title, issue=str(issue.periodical) if issue else "", with_photo=has_photo
        )
    ArticleConsent.objects.create(
        person=person, text=text, photo=photo and has_photo, text_hash=article.text_hash,
        photo_hash=person.photo_hash if photo else "", wording=wording, source=source, note=note, by=by,
    )  # fmt: skip
    ArticlePerson.objects.filter(pk=person.pk).update(
        state=State.AGREED if text else State.WITHDRAWN if was_given else State.REFUSED,
        agreed_text=article.text_hash if text else "", agreed_photo=person.photo_hash if photo else "",
        answered_at=timezone.now(),
    )  # fmt: skip
    if not text:
        stop_naming(article_id=article.pk, names=[person.name, person.name_en])


__all__ = [
    "Changed",
    "IssueFixed",
    "LinkOver",
    "NoAddress",
    "NothingToAsk",
    "StillNamed",
    "add_person",
    "answer_by_link",
    "ask_person",
    "person_by_token",
    "record_answer",
    "remove_person",
    "seen_hash",
]
