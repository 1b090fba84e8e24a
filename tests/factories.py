"""Small makers of rows. Each gives what the models require and takes the rest by keyword."""

import io
import uuid
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from alumni.models import (
    Alumnus,
    College,
    Consent,
    ContactPoint,
    Degree,
    Employment,
    PersonList,
    PersonListEntry,
    Profile,
    Roster,
    RosterRow,
    School,
)
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role
from alumni_office.accounts.services import trust_address
from alumni_office.documents import uploads
from alumni_office.mail.tokens import hash_of
from alumni_office.names import readings
from chapters.models import (
    Application,
    Chapter,
    Congress,
    CouncilChange,
    Delegate,
    Delegation,
    Document,
    Duty,
    Gathering,
    Initiator,
    Membership,
    Nominee,
    Notice,
    Office,
    Photo,
    SharingConsent,
    Term,
)
from events.models import (
    Assignment,
    CheckIn,
    CheckList,
    Classmate,
    ClassReunion,
    Event,
    Feedback,
    FutureLetter,
    GatePass,
    InterviewReport,
    InterviewTarget,
    InterviewTeam,
    Leaver,
    LeaveTaking,
    ModelCase,
    Outcome,
    Place,
    Programme,
    Question,
    Registration,
    Series,
    Session,
    Shift,
    Speaker,
    Ticket,
    Volunteer,
    VolunteerYear,
    academic_year,
)
from events.services import consultations
from publications.models import Article, ArticlePerson, Issue, Periodical, Suggestion
from publications.services import mailings, sending
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


# Members of chapters, and what surrounds them.


def make_membership(chapter, alumnus, *, opened=(), agreed=True, **fields):
    """A member since today who agreed to all that the chapter asks for, unless `agreed` is False."""
    fields = {"state": "member", "joined_on": timezone.localdate()} | fields
    membership = Membership.objects.create(chapter=chapter, alumnus=alumnus, opened=list(opened), **fields)
    if agreed:
        for law in SharingConsent.Law.values:
            SharingConsent.objects.create(membership=membership, law=law, given=True, wording=f"我同意 {law}")
    return membership


def make_submitted(applicant, **fields):
    """A regional application that the office has in hand."""
    fields = {
        "province": "41", "city": "", "state": "submitted", "name": "河南校友会", "submitted_at": timezone.now(),
    } | fields  # fmt: skip
    return make_application(applicant, **fields)


def make_notice(chapter, title="新春团拜会", *, audience="public", **fields):
    fields = {"text": "正月初八下午。", "key": uuid.uuid4()} | fields
    return Notice.objects.create(chapter=chapter, title=title, audience=audience, **fields)


def make_gathering(chapter, title="读书会", *, days=7, **fields):
    """A gathering in so many days from now."""
    fields = {"starts_at": timezone.now() + timedelta(days=days), "key": uuid.uuid4()} | fields
    return Gathering.objects.create(chapter=chapter, title=title, **fields)


def make_image(form="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (12, 8), "#9a1b22").save(out, form)
    return ContentFile(out.getvalue(), name={"PNG": "x.png", "JPEG": "x.jpg"}[form])


def make_photo(chapter, caption="春季健步走", **fields):
    return Photo.objects.create(chapter=chapter, caption=caption, file=make_image("JPEG"), **fields)


# Founding chapters


def make_application(applicant=None, **fields):
    """A draft for Shandong's Qingdao, unless `fields` say otherwise."""
    values = {"kind": "regional", "province": "37", "city": "青岛", "key": uuid4(), "name": "青岛山大校友会"}
    return Application.objects.create(applicant=applicant or make_member("孙发起"), **(values | fields))


def make_initiator(application, person=None, *, token="", **fields):
    """Somebody who was invited; with a person, who has confirmed."""
    number = next(numbers)
    values = {
        "name": person.name if person else "赵发起", "email": f"initiator{number}@example.com",
        "token_hash": hash_of(token or f"token{number}"), "expires_at": timezone.now() + timedelta(days=30),
    }  # fmt: skip
    if person:
        values |= {"alumnus": person, "state": "confirmed", "answered_at": timezone.now()}
    return Initiator.objects.create(application=application, **(values | fields))


# The congress


def make_congress(name="第五次校友代表大会", **fields):
    """A congress of today with twelve seats, delegates being named, unless `fields` say otherwise."""
    today = timezone.localdate()
    fields = {
        "starts_on": today, "ends_on": today + timedelta(days=1), "seats": 12, "state": "nominating",
        "term_ends_on": today + timedelta(days=1800), "place": "济南",
    } | fields  # fmt: skip
    return Congress.objects.create(name=name, **fields)


def make_delegation(congress, seats=3, *, chapter=None, college=None, counted=100):
    if not (chapter or college):
        chapter = make_chapter(f"校友会{next(numbers)}", city=f"城{next(numbers)}")
    return Delegation.objects.create(
        congress=congress, chapter=chapter, college=college, counted=counted, by_rule=seats, seats=seats
    )


def make_delegate(delegation, alumnus=None, *, number=None, present=False, **fields):
    """A delegate who is named; with a number, one whose credentials are in order."""
    fields = {"state": "confirmed", "number": number} | fields if number else fields
    return Delegate.objects.create(
        congress=delegation.congress, delegation=delegation, alumnus=alumnus or make_alumnus(f"代表{next(numbers)}"),
        attended_at=timezone.now() if present else None, **fields,
    )  # fmt: skip


def make_session(present, confirmed=None):
    """A congress in session, with so many delegates present of those confirmed."""
    congress = make_congress(state="open")
    confirmed = present if confirmed is None else confirmed
    delegation = make_delegation(congress, seats=max(confirmed, 1))
    for number in range(confirmed):
        make_delegate(delegation, number=number + 1, present=number < present)
    return congress


def make_seen_member(chapter, name="李敏", alumnus=None):
    """A member who agreed that the chapter sees them, for every law."""
    member = Membership.objects.create(
        chapter=chapter, alumnus=alumnus or make_alumnus(name), state="member", joined_on=date(2024, 1, 1)
    )
    for law in SharingConsent.Law:
        SharingConsent.objects.create(membership=member, law=law, given=True, wording="同意")
    return member


def make_duty(chapter, kind="summary", due_on=date(2026, 1, 31), **fields):
    return Duty.objects.create(chapter=chapter, kind=kind, due_on=due_on, **{"year": due_on.year} | fields)


def make_gathering_at(chapter, starts_at, title="新春座谈会", **fields):
    return Gathering.objects.create(chapter=chapter, starts_at=starts_at, title=title, key=uuid4(), **fields)


def make_joined(chapter, alumnus, joined_on=date(2024, 3, 1), state="member", **fields):
    """A member, whatever was agreed to."""
    return Membership.objects.create(chapter=chapter, alumnus=alumnus, joined_on=joined_on, state=state, **fields)


# Members of a chapter


def make_chapter_member(chapter, name="钱一", *, laws=("chapter",), opened=("email",), person=None, **fields):
    """A member who lets the chapter's officers see the name and what is opened."""
    fields = {"state": "member", "joined_on": date(2024, 1, 1)} | fields
    person = person or make_member(name)
    membership = Membership.objects.create(chapter=chapter, alumnus=person, opened=list(opened), **fields)
    for law in laws:
        SharingConsent.objects.create(membership=membership, law=law, given=True, wording="同意", by=person.user)
    return membership


def make_council_change(chapter, *, people=(), **fields):
    """A change of council that is ready to be submitted, with a president among `people` ((person, post, votes)...)."""
    today = timezone.localdate()
    files = {
        kind: Document.objects.create(
            chapter=chapter, kind=kind, name=f"{kind}.pdf", file=f"chapters/documents/{uuid4().hex}.pdf", form="pdf",
            size=9, sha256="0" * 64,
        )
        for kind in ("audit", "minutes")
    }  # fmt: skip
    given = {
        "audited_on": today - timedelta(days=30), "elected_on": today - timedelta(days=10), "present": 40,
        "starts_on": today + timedelta(days=10), "ends_on": today + timedelta(days=1000), "key": uuid4(), **files,
    }  # fmt: skip
    change = CouncilChange.objects.create(chapter=chapter, **given | fields)
    for person, seat, votes in people:
        Nominee.objects.create(council_change=change, alumnus=person, seat=seat, votes=votes)
    return change


# Mailings


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


def make_event(title="校友返校日", *, days=30, hours=8, **fields):
    """An open event of the office, `days` from now."""
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=days))
    fields = {
        "kind": "return_day",
        "state": "open",
        "key": uuid4(),
        "ends_at": starts_at + timedelta(hours=hours),
    } | fields
    return Event.objects.create(title=title, starts_at=starts_at, **fields)


def make_event_session(event, title="创业论坛", **fields):
    fields = {"starts_at": event.starts_at, "ends_at": event.ends_at} | fields
    return Session.objects.create(event=event, title=title, **fields)


def make_registration(event, alumnus=None, *, state="confirmed", **fields):
    """Of a person on record, or of a guest."""
    name = fields.get("name") or (alumnus.name if alumnus else "来宾")
    fields = {
        "name": name, "reading": (readings(name) or [""])[0], "language": "zh-hans",
        "code": uuid4().hex[:10].upper(), "key": uuid4(),
        "queued_at": timezone.now() if state == "waiting" else None,
        "ended_at": timezone.now() if state in ("declined", "cancelled") else None,
        "end_reason": "座位已满" if state == "declined" else "",
    } | fields  # fmt: skip
    return Registration.objects.create(event=event, alumnus=alumnus, state=state, **fields)


def make_series(name="校友返校日", **fields):
    return Series.objects.create(**{"kind": "return_day", "name": name} | fields)


def make_place(name="中心校区大礼堂", **fields):
    return Place.objects.create(name=name, **fields)


def make_ticket(event, name="校友票", **fields):
    return Ticket.objects.create(event=event, name=name, **fields)


def make_question(event, text="用餐偏好", **fields):
    return Question.objects.create(event=event, **{"kind": "text", "text": text} | fields)


def make_speaker(session, alumnus=None, **fields):
    """Somebody on record, not asked yet, or a guest."""
    return Speaker.objects.create(
        session=session, alumnus=alumnus, **{"name": alumnus.name if alumnus else "特邀嘉宾", "key": uuid4()} | fields
    )


def make_check_list(event, name="签到", **fields):
    return CheckList.objects.create(event=event, name=name, **{"key": uuid4()} | fields)


def make_check_in(check_list, registration, **fields):
    fields = {"seats": registration.seats, "at": timezone.now(), "key": uuid4()} | fields
    return CheckIn.objects.create(list=check_list, registration=registration, **fields)


def make_gate_pass(event, user=None, *, days=0, **fields):
    """For today, or so many days from it."""
    user = user or make_user(None, is_staff=False, name="志愿者")
    return GatePass.objects.create(user=user, event=event, day=event.today() + timedelta(days=days), **fields)


# What events brought


def make_feedback(registration, **fields):
    return Feedback.objects.create(registration=registration, **{"satisfaction": 4, "again": "yes"} | fields)


def make_outcome(event, text="一家企业来校设立实习岗位", **fields):
    fields = {"kind": "job", "happened_on": event.ends_at.date(), "source": "合作协议", "key": uuid4()} | fields
    return Outcome.objects.create(event=event, text=text, **fields)


def make_model_case(event, text="<p>提前三个月定下场地。</p>", **fields):
    return ModelCase.objects.create(event=event, text=text, **fields)


# Student programmes


def make_programme(title="返校日服务", *, state="open", **fields):
    today = timezone.localdate()
    fields = {
        "kind": "return_day",
        "starts_on": today - timedelta(days=40),
        "ends_on": today + timedelta(days=40),
    } | fields
    return Programme.objects.create(title=title, state=state, key=uuid4(), **fields)


def make_shift(programme=None, role="引导", *, hours=4, wanted=2, **fields):
    """A week from now."""
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=7))
    fields = {"ends_at": starts_at + timedelta(hours=hours), "key": uuid4()} | fields
    return Shift.objects.create(
        programme=programme or make_programme(), role=role, starts_at=starts_at, wanted=wanted, **fields
    )


def make_volunteer(name="陈同学", *, joined=True, years=None, **fields):
    """Member of last, this and next academic year."""
    number = next(numbers)
    if joined and "user" not in fields:
        fields["user"] = make_user(None, is_staff=False, name=name)
    fields = {"student_number": f"2024{number:05}", "email": f"student{number}@example.edu.cn"} | fields
    volunteer = Volunteer.objects.create(name=name, **fields)
    this = academic_year(timezone.localdate())
    for year in years if years is not None else (this - 1, this, this + 1):
        VolunteerYear.objects.create(volunteer=volunteer, year=year)
    return volunteer


def make_assignment(shift, volunteer=None, **fields):
    return Assignment.objects.create(shift=shift, volunteer=volunteer or make_volunteer(), **fields)


def make_team(programme=None, name="青岛小队", **fields):
    programme = programme or make_programme("暑期校友寻访", kind="interviews")
    return InterviewTeam.objects.create(programme=programme, name=name, **{"key": uuid4()} | fields)


def make_target(team=None, alumnus=None, state="agreed", **fields):
    """Somebody who agreed, and opened the studies, unless told otherwise."""
    if state in ("agreed", "interviewed"):
        fields = {"answered_at": timezone.now(), "opened": ["studies"]} | fields
    if state == "interviewed":
        fields = {"interviewed_on": timezone.localdate()} | fields
    if state != "chosen":
        fields = {"asked_at": timezone.now()} | fields
    team, alumnus = team or make_team(), alumnus or make_alumnus("周大年")
    return InterviewTarget.objects.create(team=team, alumnus=alumnus, state=state, **fields)


def make_report(target=None, title="风雨四十年", *, state="draft", **fields):
    if state != "draft":
        fields = {"submitted_at": timezone.now()} | fields
    if state in ("returned", "accepted"):
        fields = {"decided_at": timezone.now(), "answer": "请核对年份。"} | fields
    fields = {"text": "周先生在门口等我们。", "key": uuid4()} | fields
    target = target or make_target(state="interviewed")
    return InterviewReport.objects.create(target=target, title=title, state=state, **fields)


def make_leaving(programme=None, *, year=2026, college=None, **fields):
    """The open leave-taking of a year; `passing_domains`: mail.example.edu.cn."""
    programme = programme or make_programme("毕业生离校", kind="leaving")
    fields = {"passing_domains": "mail.example.edu.cn"} | fields
    return LeaveTaking.objects.create(programme=programme, graduation_year=year, college=college, **fields)


def make_graduate(name="程晓", *, year=2026, college=None, **fields):
    """Somebody on record with a degree of that year, in class 一班 of 数学 unless told otherwise."""
    fields = {"class_name": "一班", "major": "数学", "student_no": f"2022{next(numbers):08}"} | fields
    person = make_alumnus(name)
    make_degree(person, college=college or make_college(), graduation_year=year, **fields)
    return person


def make_leaver(leaving=None, alumnus=None, **fields):
    leaving = leaving or make_leaving()
    person = alumnus or make_graduate(year=leaving.graduation_year, college=leaving.college)
    return Leaver.objects.create(leaving=leaving, alumnus=person, **fields)


def make_future_letter(leaver=None, text="记得夏天。", *, years=10, **fields):
    """Due so many years from today."""
    leaver, today = leaver or make_leaver(), timezone.localdate()
    fields = {
        "alumnus": leaver.alumnus, "due_on": today + timedelta(days=365 * years), "written_at": timezone.now(),
        "key": uuid4(),
    } | fields  # fmt: skip
    return FutureLetter.objects.create(leaver=leaver, text=text, years=years, **fields)


# Consultations


def make_asking(
    title="返校日放在哪一天", *, promise="anonymous", people=(), by=None, questions=None, opened=True, **fields
):
    """A consultation with one question to choose in and one for a text, put to `people`; open unless told otherwise."""
    by = by or make_user()
    chosen = PersonList.objects.create(name=f"名单{next(numbers)}", owner=by)
    PersonListEntry.objects.bulk_create(PersonListEntry(list=chosen, alumnus=person) for person in people)
    fields = {"closes_at": timezone.now() + timedelta(days=7), "why": "定日程之前先听听大家的"} | fields
    consultation = consultations.create(
        key=uuid4(), by=by, title=title, promise=promise, circle="list", circle_id=chosen.pk, **fields
    )
    for order, question in enumerate([CHOOSE, WRITE], 1):
        consultations.add_question(consultation=consultation, by=by, order=order, **question)
    if opened:
        consultation = consultations.open_consultation(consultation=consultation, by=by)
    return consultation


CHOOSE = {"kind": "choice", "text": "哪一天", "choices": ["十月", "五月"], "choices_en": ["October", "May"]}
WRITE = {"kind": "text", "text": "还想说什么"}


def answer_asking(asked, choice="十月", text=""):
    """What one person says to the two questions of `make_asking`."""
    first, second = asked.consultation.questions.all()
    consultations.answer(asked_id=asked.pk, said={first.pk: [choice], second.pk: [text] if text else []})


def make_readers(count):
    """People who may be written to."""
    names = [f"王{'一二三四五六七八九十'[number % 10]}" for number in range(count)]
    return [make_reader(f"reader{next(numbers)}@example.com", name) for name in names]


def make_reunion(degree, *, contact=..., **fields):
    """The reunion of the class of `degree` in 90 days, asked for by its person."""
    fields = {
        "day": timezone.localdate() + timedelta(days=90), "expected": 30, "key": uuid4(), "college": degree.college,
        "graduation_year": degree.graduation_year, "class_name": degree.class_name, "major": degree.major,
        "level": degree.level,
    } | fields  # fmt: skip
    if fields.get("state", "asked") in ("confirmed", "declined", "held"):
        fields.setdefault("decided_at", timezone.now())
    return ClassReunion.objects.create(contact=degree.alumnus if contact is ... else contact, **fields)


def make_classmate(reunion, alumnus, answer="none", **fields):
    """`alumnus`: a person or a key."""
    if answer != "none":
        fields.setdefault("answered_at", timezone.now())
    return Classmate.objects.create(
        reunion=reunion, alumnus_id=getattr(alumnus, "pk", alumnus), answer=answer, **fields
    )
