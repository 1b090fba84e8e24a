"""Writes the demonstration's publications, through the same services as people at the desk."""

import secrets
import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from alumni.models import Alumnus, Source
from alumni.services.demo import LOGINS
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.documents import Document, Entry, Section, pdf, uploads
from alumni_office.mail.tokens import hash_of
from alumni_office.names import readings
from alumni_office.ui import rich
from publications.demo import drawing
from publications.demo.stories import Story, stories
from publications.models import Article, ArticlePerson, Issue, Periodical
from publications.services import articles, articles_people, articles_pictures, issues, periodicals

from .letters import fill_letters
from .plan import DRAWER, ISSUES, PERIODICALS, Planned
from .post import fill_post
from .suggestions import fill_suggestions

SPACE = uuid.UUID("6d6f756e-7461-696e-2061-6e6420736561")
SAID, CALLED = "演示数据：当面确认", "演示数据：来电要求撤下"
State = Issue.State


def fill(*, by: User | None = None) -> int:
    """Write what is missing of the twelve issues, the drawer and the suggestions; return how many issues came. `by` is
    who writes, the demonstration's editor unless it is given; another approves. Repeating it changes nothing."""
    users = {user.email: user for user in User.objects.filter(email__in=[login.email for login in LOGINS])}
    by, head = by or users.get("editor@demo.example"), _approver(users)
    people = _people()
    told = stories()
    if by is None or head is None or len(people) < len(told):
        return 0
    whom = dict(zip(told, people, strict=False))
    shelf = {each["slug"]: _periodical(each, place, by) for place, each in enumerate(PERIODICALS, 1)}
    came = sum(_issue(planned, shelf[planned.slug], told, whom, by, head) for planned in ISSUES)
    for key, state in DRAWER:
        _article(told[key], None, whom[key], state, by, head)
    fill_suggestions(by=by)
    fill_letters(by=by, head=head)
    fill_post(by=head)
    return came


def _approver(users: dict[str, User]) -> User | None:
    """The head, or the administrator where that login is somebody else's."""
    found = [users[email] for email in ("head@demo.example", "admin@demo.example") if email in users]
    return next((user for user in found if user.may(Permission.MAILING_SEND)), None)


def _people() -> list[Alumnus]:
    """People of the demonstration whose names are of two or three characters, each name once."""
    found = Alumnus.objects.present().usable().filter(source=Source.DEMO, life=Alumnus.Life.LIVING)
    named = found.filter(name__regex=r"^[一-龥]{2,3}$", degrees__isnull=False).distinct().order_by("pk")[:200]
    return list({person.name: person for person in reversed(named)}.values())[::-1]


def _key(*parts) -> uuid.UUID:
    return uuid.uuid5(SPACE, "/".join(map(str, parts)))


def _periodical(given: dict, place: int, by) -> Periodical:
    found = Periodical.objects.filter(slug=given["slug"]).first()
    if found:
        return found
    fields = {name: value for name, value in given.items() if name != "sections"}
    return periodicals.save_periodical(
        periodical=None, version=0, sections=given["sections"], by=by, order=place * 10, **fields
    )


def _issue(planned: Planned, periodical: Periodical, told: dict[str, Story], whom, by, head) -> int:
    if Issue.objects.filter(periodical=periodical, number=planned.number).exists():
        return 0
    issue = issues.create_issue(
        periodical=periodical, number=planned.number, key=_key("issue", periodical.slug, planned.number), by=by,
        dated_on=planned.dated_on, title=planned.title, title_en=planned.title_en, note=planned.note,
        note_en=planned.note_en,
    )  # fmt: skip
    for key, state in planned.stories:
        _article(told[key], issue, whom[key], state, by, head)
    _bring_to(issue, planned.state, by, head)
    if planned.has_cover:
        called = periodical.name.replace("——", "　").split("　")[-1]
        drawn = drawing.cover(called, f"{planned.dated_on:%Y.%m}", planned.number, planned.number)
        issues.save_cover(issue=issue, upload=uploads.picture(drawn), by=by)
    if planned.state == State.PUBLISHED:
        issues.save_printed(issue=issue, upload=uploads.inspect(pdf(_printed(issue))), by=by)
        _withdraw(issue, planned, head)
    return 1


def _bring_to(issue: Issue, state: str, by, head) -> None:
    for to, who in ((State.IN_WORK, by), (State.APPROVED, head), (State.PUBLISHED, head)):
        if issue.state != state:
            issues.move_issue(issue=issue, to=to, by=who)
    if issue.is_published:
        Issue.objects.filter(pk=issue.pk).update(
            published_at=timezone.make_aware(datetime.combine(issue.dated_on, time(9)))
        )


def _article(story: Story, issue: Issue | None, alumnus: Alumnus, state: str, by, head) -> None:
    key = _key("article", story.key)
    if Article.objects.filter(key=key).exists():
        return
    name_en = alumnus.latin_name or _in_latin(alumnus.name)
    section = issue.periodical.sections.filter(name=story.head.get("section", "")).first() if issue else None
    article = articles.create_article(
        issue=issue, section=section, key=key, by=by, **story.fields(alumnus.name, name_en)
    )
    person = None
    if story.role:
        person = articles_people.add_person(
            article=article, alumnus=alumnus, role=story.role, name=alumnus.name, name_en=name_en, by=by
        )
    for drawn in story.pictures:
        articles_pictures.add_picture(
            article=article, upload=uploads.picture(drawing.picture(drawn.motif)),
            people=[person] if person and drawn.shows else [], key=_key("picture", story.key, drawn.motif), by=by,
            place=drawn.place, alternative=drawn.caption, caption=drawn.caption, caption_en=drawn.caption_en,
            credit=drawn.credit.replace("{name}", alumnus.name),
        )  # fmt: skip
    if person:
        _answered(person, state, by, head)


def _in_latin(name: str) -> str:
    family, *given = next(iter(readings(name)), name).split()
    return f"{family.title()} {''.join(given).title()}".strip()


def _answered(person: ArticlePerson, state: str, by, head) -> None:
    if state == "asked":
        now = timezone.now()
        ArticlePerson.objects.filter(pk=person.pk).update(
            state=ArticlePerson.State.ASKED, token_hash=hash_of(secrets.token_urlsafe(32)),
            asked_at=now, expires_at=now + timedelta(days=60),
        )  # fmt: skip
    elif state in ("agreed", "withdrawn", "changed"):
        articles_people.record_answer(person=person, text=True, photo=True, note=SAID, by=head)
    elif state == "refused":
        articles_people.record_answer(person=person, text=False, photo=False, note=SAID, by=head)
    if state == "changed":
        article = Article.objects.get(pk=person.article_id)
        articles.save_article(
            article=article, version=article.version, section=article.section, by=by,
            lead=article.lead + "今年秋天，书店满十岁。",
        )  # fmt: skip


def _withdraw(issue: Issue, planned: Planned, head) -> None:
    for key, state in planned.stories:
        if state == "withdrawn":
            person = ArticlePerson.objects.get(article__key=_key("article", key))
            articles_people.record_answer(person=person, text=False, photo=False, note=CALLED, by=head)


def _printed(issue: Issue) -> Document:
    """The printed edition: the articles one after the other."""
    found = Article.objects.filter(issue=issue).in_order()
    sections = [
        Section(article.title, article.lead, [Entry((), note=rich.plain(block)) for block in rich.blocks(article.body)])
        for article in found
    ]
    return Document(str(issue.periodical), f"第{issue.number}期　{issue.dated_on:%Y-%m-%d}", str(issue), sections)
