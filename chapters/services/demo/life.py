"""What chapters wrote and did over three years, and what they have in mind."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from alumni.demo.lists import rows
from alumni_office.accounts.models import User
from chapters.demo.places import DATA, Row
from chapters.models import Chapter, Gathering, Notice

from .registry import founded_on

HOURS = [time(9, 30), time(14), time(15, 30), time(18, 30)]
AHEAD, BACK = 200, 3  # days, years


def load(chapters: dict[Row, Chapter], *, by: User) -> None:
    gatherings, notices = [], []
    for row, chapter in chapters.items():
        if chapter.founded_on and chapter.recognition != Chapter.Recognition.DISSOLVED:
            gatherings += _gatherings(row, chapter, by)
            notices += _notices(row, chapter, by)
    _create(Gathering, gatherings)
    _create(Notice, sorted(notices, key=lambda notice: notice.created_at))


def _create(model, rows: list) -> None:
    """Rows that say when they were written: creating them sets it to now."""
    written = [row.created_at for row in rows]
    model.objects.bulk_create(rows)
    for row, at in zip(rows, written, strict=True):
        row.created_at = at
    model.objects.bulk_update(rows, ["created_at"], batch_size=500)


def _last_day(chapter: Chapter):
    today = timezone.localdate()
    return chapter.recognition_since if not chapter.is_living else today + timedelta(days=AHEAD)


def _gatherings(row: Row, chapter: Chapter, by: User) -> list[Gathering]:
    dice, today, founded = row.dice("gatherings"), timezone.localdate(), founded_on(chapter)
    of_kind = {"regional": "home", "overseas": "abroad"}.get(row.kind, "trade")
    made = []
    for year in range(today.year - BACK, today.year + 2):
        for _of, month, title, english, place, text in (
            each for each in rows("gatherings", DATA) if each[0] == of_kind
        ):
            day = date(year, int(month), dice.randrange(1, 28))
            wanted = dice.random() < (0.45 if of_kind == "home" else 0.6)
            if not wanted or not founded < day < _last_day(chapter):
                continue
            starts = datetime.combine(day, dice.choice(HOURS), ZoneInfo(row.zone)).astimezone(UTC)
            is_over = day < today
            made.append(
                Gathering(
                    chapter=chapter, starts_at=starts, title=title, title_en=english, created_by=by,
                    place=place.format(place=row.place), text=text.format(place=row.place),
                    attendance=dice.randrange(12, 130) if is_over and dice.random() < 0.9 else None,
                    is_public=dice.random() < 0.9,
                    cancelled_at=starts - timedelta(days=3) if dice.random() < 0.04 and is_over else None,
                    created_at=min(starts, timezone.now()) - timedelta(days=dice.randrange(2, 40)),
                    key=uuid.uuid5(uuid.NAMESPACE_URL, f"gathering/{row.name}/{year}/{month}"),
                )
            )  # fmt: skip
    return made


def _notices(row: Row, chapter: Chapter, by: User) -> list[Notice]:
    dice, now, founded = row.dice("notices"), timezone.now(), founded_on(chapter)
    last = now if chapter.is_living else now - timedelta(days=(timezone.localdate() - chapter.recognition_since).days)
    told = dice.sample(rows("notices", DATA), k=dice.randrange(2, 7))
    made = []
    for number, (audience, title, english, text, text_en) in enumerate(told):
        at = last - timedelta(days=dice.randrange(4, 60) + number * 130, hours=dice.randrange(8))
        if at.date() < founded:
            continue
        made.append(
            Notice(
                chapter=chapter, audience=audience, title=title, title_en=english, text=text, text_en=text_en,
                created_by=by, created_at=at, key=uuid.uuid5(uuid.NAMESPACE_URL, f"notice/{row.name}/{number}"),
                withdrawn_at=at + timedelta(days=1) if dice.random() < 0.05 else None,
            )
        )  # fmt: skip
    return made
