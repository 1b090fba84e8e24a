"""Small makers of rows. Each gives what the models require and takes the rest by keyword."""

from datetime import date, timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from alumni.models import Alumnus, College, ContactPoint, Degree, Employment, Profile, Roster, RosterRow, School
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role
from alumni_office.accounts.services import trust_address
from alumni_office.documents import uploads
from chapters.models import Chapter, Office, Term
from publications.models import Article, ArticlePerson, Issue, Periodical, Suggestion
from publications.services.articles_people import record_answer
from publications.services.articles_pictures import add_picture
from publications.services.issues import move_issue

numbers = count(1)


def make_user(role=Role.STAFF, college=None, **fields):
    fields = {"email": f"user{next(numbers)}@example.edu.cn", "name": "李老师", "is_staff": True} | fields
    user = User.objects.create_user(password="correct horse", **fields)
    trust_address(user=user)
    if role:
        RoleGrant.objects.create(user=user, role=role, college=college)
    return user


def make_school(name="山东大学", **fields):
    return School.objects.get_or_create(name=name, defaults=fields)[0]


def make_college(name="数学学院", school=None, **fields):
    return College.objects.get_or_create(name=name, school=school or make_school(), defaults=fields)[0]


def make_alumnus(name="王伟", **fields):
    return Alumnus.objects.create(name=name, **fields)


def make_member(name="王伟", *, listed="alumni", profile=None, user=None, **fields):
    """A verified alumnus with an account, and with a profile that is open to `listed`."""
    account = {"email": f"member{next(numbers)}@example.com", "is_staff": False} | (user or {})
    fields = {"user": make_user(role=None, name=name, **account), "verified_at": timezone.now()} | fields
    person = make_alumnus(name, **fields)
    Profile.objects.create(alumnus=person, listed=listed, **(profile or {}))
    return person


def make_degree(alumnus, **fields):
    return Degree.objects.create(alumnus=alumnus, **fields)


def make_contact(alumnus, kind=ContactPoint.Kind.MOBILE, value="+8613800000000", **fields):
    return ContactPoint.objects.create(alumnus=alumnus, kind=kind, value=value, **fields)


def make_employment(alumnus, employer="浪潮集团", **fields):
    return Employment.objects.create(alumnus=alumnus, employer=employer, **fields)


def make_roster_row(filename="数学学院.xlsx", number=2, **fields):
    roster = Roster.objects.create(
        filename=filename, file="rosters/x.xlsx", size=1, state="checked", uploaded_by=make_user()
    )
    return RosterRow.objects.create(roster=roster, sheet="Sheet1", number=number, **fields)


def make_chapter(name="上海校友会", **fields):
    """A regional chapter, active since 2020, unless `fields` say otherwise."""
    fields = {"kind": "regional", "recognition": "active", "recognition_since": date(2020, 1, 1)} | fields
    if fields["kind"] == "regional":
        fields.setdefault("province", "31")
    if fields["recognition"] in ("founded", "active", "dormant", "revived"):
        fields.setdefault("founded_on", date(2020, 1, 1))
    return Chapter.objects.create(name=name, **fields)


def make_term(chapter, starts_on, ends_on, number=1):
    return Term.objects.create(chapter=chapter, number=number, starts_on=starts_on, ends_on=ends_on)


def make_office(chapter, alumnus, from_on=None, until_on=None, *, seat="president"):
    """An office in a term of the same days: the one that runs now unless the days say otherwise."""
    today = timezone.localdate()
    from_on, until_on = from_on or today - timedelta(days=100), until_on or today + timedelta(days=900)
    term = chapter.terms.filter(starts_on__lte=from_on, ends_on__gte=until_on).first() or make_term(
        chapter, from_on, until_on, number=chapter.terms.count() + 1
    )
    return Office.objects.create(term=term, alumnus=alumnus, seat=seat, from_on=from_on, until_on=until_on)


def make_officer(chapter, name="张会长", **fields):
    """A verified alumnus with an account who keeps the chapter's pages today."""
    person = make_member(name, **fields)
    make_office(chapter, person)
    return person


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
