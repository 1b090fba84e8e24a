"""Three class reunions of the demonstration: one confirmed, one that waits for the college, one declined."""

import uuid
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

from alumni.models import Alumnus, Degree, Source
from events.models import Classmate, ClassReunion, Place
from events.queries.radar import return_day
from events.services import reunions

NAMES = uuid.UUID("5d1f0a52-6f5d-4a83-9f0e-3c1b4e1f7a10")
LEAST = 4  # people of a class that is worth a demonstration
# What the first of the class said: answer, with whom, a word.
SAID = [
    ("coming", 2, "带上爱人一起回来"),
    ("coming", 1, ""),
    ("unsure", 1, "要看医院排班"),
    ("not_coming", 1, "人在国外，祝聚会顺利"),
]


def fill(users: dict | None = None) -> None:
    """Add what is missing; nothing where no class is large enough."""
    by = (users or {}).get("staff@demo.example")
    if ClassReunion.objects.exists():
        return
    day = _day()
    if made := _booked(day, 30, ["lesson", "canteen", "photo"], by):
        _confirm(made, by)
    _booked(day, 20, ["tour", "teachers", "tree"], by)
    if made := _booked(day + timedelta(days=1), 10, ["tour"], by):
        reunions.decline_reunion(reunion=made, by=by, reason="当天报告厅已被占用，请另选一天。")


def _day() -> date:
    """The next Return Day, or the middle of next October."""
    today = timezone.localdate()
    for year in (today.year, today.year + 1):
        if (found := return_day(year)) and found > today + timedelta(days=60):
            return found
    return date(today.year + 1, 10, 15)


def _booked(day: date, anniversary: int, wishes: list[str], by) -> ClassReunion | None:
    degree = _of_a_class(day.year - anniversary)
    if degree is None:
        return None
    return reunions.book_day(
        person=degree.alumnus, degree=degree, whole_year=False, key=uuid.uuid5(NAMES, str(anniversary)), by=by, day=day,
        event=None, expected=28, wishes=wishes, wish_text="想再听一次老教授的课。" if "lesson" in wishes else "",
    )  # fmt: skip


def _of_a_class(year: int) -> Degree | None:
    """Somebody living of the largest class of that year who may book for it."""
    people = Degree.objects.filter(graduation_year=year, alumnus__source=Source.DEMO, college__isnull=False)
    classes = people.exclude(class_name="", major="").values("college", "class_name", "major", "level")
    largest = classes.annotate(size=Count("pk")).order_by("-size", "college", "class_name", "major", "level").first()
    if largest is None or largest["size"] < LEAST:
        return None
    of_class = {name: value for name, value in largest.items() if name != "size"}
    able = people.filter(**of_class, alumnus__life=Alumnus.Life.LIVING, alumnus__archived_at__isnull=True)
    for degree in able.select_related("alumnus", "college").order_by("-alumnus__verified_at", "pk")[:20]:
        try:
            reunions.refuse_unless_may_book(degree.alumnus, degree)
        except (reunions.AnotherSpeaks, reunions.ClassUnknown):
            continue
        return degree
    return None


def _confirm(reunion: ClassReunion, by) -> None:
    place, _made = Place.objects.get_or_create(
        name="知新楼报告厅", defaults={"name_en": "Zhixin Hall", "capacity": 300, "step_free": True}
    )
    reunions.confirm_reunion(reunion=reunion, place=place, hall="二层东侧", teacher="王老师（高等数学）", by=by)
    mates = Degree.objects.filter(reunion.class_of).exclude(alumnus=reunion.contact)
    living = mates.filter(alumnus__life=Alumnus.Life.LIVING).select_related("alumnus").order_by("pk")
    for degree, (answer, seats, word) in zip(living, SAID, strict=False):
        reunions.answer(reunion=reunion, person=degree.alumnus, answer=answer, seats=seats, word=word)
    for degree in living[len(SAID) : len(SAID) + 1]:
        Classmate.objects.create(
            reunion=reunion, alumnus=degree.alumnus, answer=Classmate.Answer.NOT_FOUND, answered_at=timezone.now()
        )
