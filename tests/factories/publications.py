"""Mailings, issues and articles."""

from datetime import date
from io import BytesIO
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from alumni.models import Alumnus, Consent, ContactPoint
from alumni_office.accounts.roles import Role
from alumni_office.documents import uploads
from publications.models import Article, ArticlePerson, Issue, Periodical, Suggestion
from publications.services import mailings, sending
from publications.services.articles_people import record_answer
from publications.services.articles_pictures import add_picture
from publications.services.issues import move_issue

from .people import make_alumnus, make_contact, make_user, numbers


def make_reader(address, name="王伟", *, agreed=True, state="verified", **fields):
    """Somebody who may be written to at `address`."""
    person = make_alumnus(name, **fields)
    verified_at = timezone.now() if state == "verified" else None
    make_contact(person, ContactPoint.Kind.EMAIL, address, state=state, verified_at=verified_at)
    if agreed is not None:
        Consent.objects.create(alumnus=person, purpose="contact", channel="email", given=agreed, source="alumnus")
    return person


WORDS = {
    "subject": "校友通讯 2026 年第 3 期",
    "text": "{{ name|校友 }}，您好：\n\n这是本期通讯。\n\n退订：{{ unsubscribe }}\n",
    "html": '<p>{{ name|校友 }}，您好：</p><p>这是本期通讯。</p><p><a href="{{ unsubscribe }}">退订</a></p>',
}


def make_mailing(state="draft", *, by=None, versions=None, **fields):
    """A mailing in a state that is reached without recipients: draft, checked, approved, preparing."""
    by = by or make_user()
    mailing = mailings.create(by=by, title="通讯", versions=versions or [WORDS], **fields)
    if state != "draft":
        mailings.check(mailing_id=mailing.pk, by=by, expected=10)
    if state not in ("draft", "checked"):
        mailings.approve(mailing_id=mailing.pk, by=by)
    if state not in ("draft", "checked", "approved"):
        mailings.send_now(mailing_id=mailing.pk, by=by)
    mailing.refresh_from_db()
    return mailing


def start_mailing(people=None, **fields):
    """A mailing that is being sent to `people`; to everyone on file when None."""
    mailing = make_mailing("preparing", **fields)
    sending.prepare(mailing_id=mailing.pk, people=Alumnus.objects.all() if people is None else people)
    mailing.refresh_from_db()
    return mailing


def make_periodical(name="校报·校友版", slug="alumni-news", **fields):
    return Periodical.objects.get_or_create(slug=slug, defaults={"name": name, "kind": "newspaper"} | fields)[0]


def make_issue(periodical=None, *, state="in_work", **fields):
    """An issue in work, planned, or brought to `state` with one article that names nobody."""
    number = next(numbers)
    fields = {"number": number, "dated_on": date(2026, 3, 15), "key": uuid4()} | fields
    issue = Issue.objects.create(periodical=periodical or make_periodical(), state="planned", **fields)
    if state in ("approved", "published"):
        make_article(issue)
    bring_issue(issue, state)
    return issue


def bring_issue(issue, state):
    """Move an issue on as an approver would."""
    by, states = make_user(Role.HEAD), ["planned", "in_work", "approved", "published"]
    for to in states[states.index(issue.state) + 1 : states.index(state) + 1]:
        move_issue(issue=issue, to=to, by=by)


def make_article(issue=None, title="一台仪器退役了", **fields):
    place = issue.articles.count() + 1 if issue else 1
    fields = {"key": uuid4(), "order": place, "body": "<p>正文一段。</p>"} | fields
    return Article.objects.create(issue=issue, title=title, **fields)


def make_article_person(article, alumnus=None, *, state="new", photo=False, **fields):
    """Somebody in an article; "agreed" is agreed to what stands there now."""
    alumnus = alumnus or make_alumnus()
    fields = {"name": alumnus.name, "reading": "wang wei"} | fields
    person = ArticlePerson.objects.create(article=article, alumnus=alumnus, **fields)
    if state == "agreed":
        record_answer(person=person, text=True, photo=photo, note="当面", by=make_user(Role.HEAD))
    elif state in ("refused", "withdrawn"):
        if state == "withdrawn":
            record_answer(person=person, text=True, photo=photo, note="当面", by=make_user(Role.HEAD))
        record_answer(person=person, text=False, photo=False, note="来信", by=make_user(Role.HEAD))
    return ArticlePerson.objects.with_hashes().get(pk=person.pk)


def make_picture(article, people=(), **fields):
    """A photograph of 40 by 30 pixels with its file."""
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    fields = {"alternative": "老照片", "credit": "校友办 供图", "place": 0, "caption": "", "caption_en": ""} | fields
    upload = uploads.picture(drawn.getvalue())
    return add_picture(article=article, upload=upload, people=people, key=uuid4(), by=None, **fields)


def make_suggestion(**fields):
    """From a student team, unless `fields` name an alumnus."""
    whose = {} if "alumnus" in fields else {"source": "team", "team": "晨光采访队"}
    said = {"title": "三代人的宿舍", "text": "一家三代。", "key": uuid4()}
    fields = {"source": "alumnus", "name": "王伟", "email": "w@example.com"} | said | whose | fields
    return Suggestion.objects.create(**fields)


def make_readers(count):
    """People who may be written to."""
    names = [f"王{'一二三四五六七八九十'[number % 10]}" for number in range(count)]
    return [make_reader(f"reader{next(numbers)}@example.com", name) for name in names]
