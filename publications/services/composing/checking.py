"""What must be in order before a mailing may be approved, and what only should be."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from publications.emails import fields
from publications.emails.letters import Parts, parts
from publications.models import COMPOSED, Mailing, MailingVersion
from publications.queries import composing
from publications.queries.audience import Unknown
from publications.services import clicks, mailings

from . import spam
from .drafts import NotNow, open_draft

LARGEST = 100 * 1024  # bytes of HTML: more is cut off by large providers
LONG_SUBJECT = 60
LINK = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
HREF = re.compile(r'href="([^"]*)"', re.IGNORECASE)


@dataclass(frozen=True)
class Problem:
    """`stops`: the mailing may not be sent with it."""

    sentence: str
    stops: bool = True
    language: str = ""


def problems_of(mailing: Mailing, *, by) -> tuple[list[Problem], dict[str, Parts], int]:
    """Return what is not in order, the finished parts by language, and how many people are reached. Writes nothing."""
    found: list[Problem] = []
    made: dict[str, Parts] = {}
    for version in mailing.versions.order_by("-language"):
        made[version.language] = parts(mailing, version)
        found += _of_words(version, made[version.language])
    if not made:
        found.append(Problem(_("The mailing has no words yet.")))
    reached = _reached(mailing, by)
    if reached is None:
        found.append(Problem(_("A part of the audience does not exist any more. Choose the readers again.")))
    elif not reached:
        found.append(Problem(_("Nobody would get this mailing: choose other readers.")))
    if mailing.periodical_id is None and any(part.get("kind") == "subscribers" for part in _include(mailing)):
        found.append(
            Problem(_("The letter goes to subscribers: say of which periodical it is, under sender and purpose."))
        )
    if not mailing.reply_to:
        found.append(Problem(_("No address for replies is given: they go to the office."), stops=False))
    return found, made, reached or 0


def _include(mailing: Mailing) -> list[dict]:
    return mailing.audience.get("include", []) if isinstance(mailing.audience, dict) else []


def _reached(mailing: Mailing, by) -> int | None:
    try:
        return composing.reached(mailing, by).reached
    except Unknown:
        return None


def _of_words(version: MailingVersion, made: Parts) -> list[Problem]:
    found = [Problem(sentence) for sentence in dict.fromkeys(made.problems)]
    if not version.blocks:
        found.append(Problem(_("The letter is empty.")))
    for words in (version.subject, version.preheader, made.html, made.text):
        try:
            fields.split(words)
        except fields.BadField as error:
            found.append(Problem(str(error)))
            break
    if any(not href or not href[1].strip() or href[1].strip() == "#" for href in map(_href, LINK.findall(made.html))):
        found.append(Problem(_("A link leads nowhere.")))
    if len(made.html.encode()) > LARGEST:
        found.append(Problem(_("The letter is larger than 100 KB: some providers would cut it off.")))
    if len(version.subject) > LONG_SUBJECT:
        found.append(Problem(_("The subject is longer than a telephone shows."), stops=False))
    if not version.preheader:
        found.append(Problem(_("The first line for the list of mails is empty."), stops=False))
    return [Problem(each.sentence, each.stops, version.language) for each in found]


def _href(attributes: str):
    return HREF.search(attributes)


def check(*, mailing: Mailing, by) -> list[Problem]:
    """Look at everything; when nothing stops it, the mailing is checked and its finished parts are kept. Returns what
    was found. Raises NotNow."""
    words = _words(mailing)
    found, made, reached = problems_of(mailing, by=by)
    scores = _scores(mailing, made)
    found += [problem for language, points in scores.items() if (problem := _of_score(points, language))]
    with transaction.atomic():
        row = Mailing.objects.select_for_update().get(pk=mailing.pk)
        if row.state not in COMPOSED:
            raise NotNow
        if row.version != mailing.version or _words(row) != words:
            return [Problem(_("Somebody changed the mailing meanwhile: check it again."))]
        _keep(row, found, made, scores)
        open_draft(row, by)
        if not any(each.stops for each in found):
            try:
                mailings.check(mailing_id=row.pk, by=by, expected=reached)
            except mailings.NotSendable as error:
                found.append(Problem(str(error)))
    mailing.refresh_from_db()
    return found


def _words(mailing: Mailing) -> list[tuple]:
    """What is looked at; whoever writes it holds the mailing's row."""
    return list(mailing.versions.order_by("language").values_list("language", "subject", "preheader", "blocks"))


def _scores(mailing: Mailing, made: dict[str, Parts]) -> dict[str, float]:
    """{language: points} of a program that takes seconds: asked at a check, and outside of its transaction."""
    found = {}
    for version in mailing.versions.filter(language__in=made):
        version.html, version.text = made[version.language].html, made[version.language].text
        points = spam.score(mailing, version)
        if points is not None:
            found[version.language] = points
    return found


def _of_score(points: float, language: str) -> Problem | None:
    if points < spam.NEAR:
        return None
    sentence = _("SpamAssassin gives this letter %(points).1f points; from %(limit).0f on a mail counts as spam.")
    return Problem(sentence % {"points": points, "limit": spam.SPAM}, points >= spam.SPAM, language)


def _keep(row: Mailing, found: list[Problem], made: dict[str, Parts], scores: dict[str, float]) -> None:
    for version in MailingVersion.objects.select_for_update().filter(mailing=row, language__in=made):
        page = made[version.language].html
        version.html = clicks.counted(row, page) if row.counts_clicks else page
        version.text = made[version.language].text
        version.spam_score = scores.get(version.language)
        version.problems = [each.sentence[:200] for each in found if each.language == version.language]
        version.save(update_fields=["html", "text", "problems", "spam_score"])
