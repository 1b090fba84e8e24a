"""Events, their registrations, gates and effects; consultations and reunions."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from alumni.models import PersonList, PersonListEntry
from alumni_office.names import readings
from events.models import (
    CheckIn,
    CheckList,
    Classmate,
    ClassReunion,
    Event,
    Feedback,
    GatePass,
    ModelCase,
    Outcome,
    Place,
    Question,
    Registration,
    Series,
    Session,
    Speaker,
    Ticket,
)
from events.services import consultations

from .people import make_user, numbers


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


def make_feedback(registration, **fields):
    return Feedback.objects.create(registration=registration, **{"satisfaction": 4, "again": "yes"} | fields)


def make_outcome(event, text="一家企业来校设立实习岗位", **fields):
    fields = {"kind": "job", "happened_on": event.ends_at.date(), "source": "合作协议", "key": uuid4()} | fields
    return Outcome.objects.create(event=event, text=text, **fields)


def make_model_case(event, text="<p>提前三个月定下场地。</p>", **fields):
    return ModelCase.objects.create(event=event, text=text, **fields)


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
