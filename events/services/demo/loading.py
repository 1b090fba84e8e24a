from datetime import date, datetime, timedelta
from datetime import time as hour
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from alumni.models import Alumnus, Source
from alumni_office.accounts.models import User
from chapters.models import Chapter
from events.demo.plan import (
    PLACES,
    PROGRAMME,
    QUESTIONS,
    RETURN_DAYS,
    SERIES,
    SUMMARY,
    TALKS,
    TEXT,
    TEXT_EN,
    TICKETS,
    ReturnDay,
    Talk,
    return_day_of,
)
from events.models import Event, Kind, Place, Question, Series, Session, Speaker, Ticket

from . import checkins, consultations, effect, interviews, leaving, programmes, reunions
from .people import register

LEAST = 200  # people: fewer fill no hall
CHAPTERS = 3
CAME = 0.86  # of who held a seat
State = Event.State


def load(users: dict) -> None:
    """Add the events, what they brought, reunions, consultations and programmes to the demonstration; each part once.
    Runs inside the caller's transaction."""
    _events(users)
    effect.fill()
    reunions.fill(users)
    consultations.load(users)
    programmes.load(users)
    leaving.load(users)
    interviews.load(users)


def _events(users: dict) -> None:
    """Nothing when there is one already, or so few people that no hall fills."""
    people = Alumnus.objects.present().usable().filter(source=Source.DEMO, life=Alumnus.Life.LIVING)
    if Event.objects.exists() or people.count() < LEAST:
        return
    by = users.get("staff@demo.example")
    series = [
        Series.objects.create(kind=kind, name=name, name_en=english, about=about, about_en=about_en, order=order * 10)
        for order, (kind, name, english, about, about_en) in enumerate(SERIES, 1)
    ]
    fields = ["name", "name_en", "address", "address_en", "capacity", "step_free"]
    places = [Place.objects.create(**dict(zip(fields, place, strict=True))) for place in PLACES]
    earlier = None
    for planned in RETURN_DAYS:
        earlier = _return_day(planned, series[0], places, people, by, copied_from=earlier)
    for number, talk in enumerate(TALKS):
        _talk(number, talk, series[talk.series], places[talk.place], people, by)
    for chapter in Chapter.objects.filter(recognition="active").order_by("pk")[:CHAPTERS]:
        _meeting(chapter, people, by)


def key(*parts) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(map(str, ("event", *parts))))


def at(day: date, when: hour, zone=None) -> datetime:
    return datetime.combine(day, when, zone or timezone.get_default_timezone())


def _return_day(planned: ReturnDay, series: Series, places, people, by: User | None, copied_from) -> Event:
    day = return_day_of(timezone.localdate(), planned.years_ago)
    zh, english = SUMMARY
    event = Event.objects.create(
        kind=Kind.RETURN_DAY, series=series, title=f"{day.year} 年校友返校日", title_en=f"Alumni Return Day {day.year}",
        summary=zh.format(theme=planned.theme, year=day.year),
        summary_en=english.format(theme=planned.theme_en, year=day.year), text=TEXT, text_en=TEXT_EN,
        starts_at=at(day, hour(8, 30)), ends_at=at(day, hour(19)), place=places[0], capacity=1200,
        opens_at=at(day - timedelta(days=400 if planned.years_ago == 0 else 90), hour(9)),
        closes_at=at(day - timedelta(days=5), hour(18)), guests_allowed=True, copied_from=copied_from,
        state=State.HELD if planned.years_ago else State.OPEN, cost=planned.cost or None,
        key=key("return-day", day.year), created_by=by,
    )  # fmt: skip
    _programme(event, day, places)
    _asked(event)
    register(event, people, planned.wanted, seed=day.year)
    if planned.years_ago:
        checkins.fill(event, CAME)
    return event


def _programme(event: Event, day: date, places) -> None:
    for title, english, starts, ends, place, is_chosen, text, text_en in PROGRAMME:
        session = Session.objects.create(
            event=event, title=title, title_en=english, text=text, text_en=text_en, starts_at=at(day, starts),
            ends_at=at(day, ends), place=places[place], is_chosen=is_chosen,
            capacity=places[place].capacity if is_chosen else None, key=key(event.pk, title),
        )  # fmt: skip
        if title == "再上一堂课":
            Speaker.objects.create(
                session=session, name="温如玉", name_en="Wen Ruyu", role="退休教师，讲授古代文学三十八年",
                role_en="Taught classical literature for thirty-eight years", topic="《诗经》第一课",
                topic_en="The first lesson on the Book of Songs", key=key(event.pk, "speaker"),
            )  # fmt: skip


def _asked(event: Event) -> None:
    for order, (name, english, holder, fee, fee_en) in enumerate(TICKETS, 1):
        Ticket.objects.create(
            event=event, name=name, name_en=english, holder=holder, fee_note=fee, fee_note_en=fee_en, order=order
        )
    for order, (kind, text, text_en, choices, choices_en) in enumerate(QUESTIONS, 1):
        Question.objects.create(
            event=event, kind=kind, text=text, text_en=text_en, choices=choices, choices_en=choices_en, order=order,
            key=key(event.pk, "question", order),
        )  # fmt: skip


def _talk(number: int, talk: Talk, series: Series, place: Place, people, by: User | None) -> None:
    day = timezone.localdate() + timedelta(days=talk.days)
    begins, ends = (at(day, hour(each)) for each in talk.hours)
    event = Event.objects.create(
        kind=series.kind, series=series, title=talk.title, title_en=talk.title_en, summary=talk.summary,
        summary_en=talk.summary_en, text=f"<p>{talk.summary}主讲之后留足时间提问，问题写在纸条上递上来也行。</p>",
        text_en=f"<p>{talk.summary_en} Afterwards there is time for questions, also on slips of paper.</p>",
        starts_at=begins, ends_at=ends, place=place, capacity=talk.capacity, guests_allowed=True,
        state=State.HELD if talk.days < 0 else State.OPEN, key=key("talk", number), created_by=by,
    )  # fmt: skip
    session = Session.objects.create(
        event=event, title="主讲与问答", title_en="Talk and questions", starts_at=begins, ends_at=ends,
        key=key("talk", number, "session"),
    )  # fmt: skip
    name, english, role, role_en = talk.speaker
    Speaker.objects.create(
        session=session, name=name, name_en=english, role=role, role_en=role_en, key=key("talk", number, "speaker")
    )
    register(event, people, talk.wanted, seed=number)
    if talk.days < 0:
        checkins.fill(event, CAME)


def _meeting(chapter: Chapter, people, by: User | None) -> None:
    day = timezone.localdate(timezone=chapter.zone) + timedelta(days=40)
    event = Event.objects.create(
        kind=Kind.CHAPTER, chapter=chapter, title=f"{chapter.name}年会", title_en="Yearly meeting of the chapter",
        summary="聊一年的事，选一天去郊外。", summary_en="What the year brought, and a day in the country to choose.",
        text="<p>没有议程，只有茶。新来本地的校友请坐到前排，先介绍自己。</p>",
        text_en="<p>No agenda, only tea. Who is new here sits in front and begins.</p>", where="市图书馆二楼",
        where_en="City library, second floor", time_zone=chapter.time_zone,
        starts_at=at(day, hour(14), chapter.zone), ends_at=at(day, hour(17), chapter.zone), capacity=60,
        state=State.OPEN, key=key("chapter", chapter.pk), created_by=by,
    )  # fmt: skip
    register(event, people, 24, seed=chapter.pk)
