"""The nightly run over 1,000 chapters under 5 s: the day on which all is due, and one on which nothing is."""

from datetime import UTC, date, datetime

from django.db import connection, transaction

from alumni.models import Alumnus
from alumni_office.accounts.models import User
from chapters.models import Chapter, Duty, Office, Reminder, Term
from chapters.services.duties import run_duties

from .measuring import Result, cost_of

CHAPTERS = 1_000
SECONDS = 5
NEW_YEAR = datetime(2027, 1, 1, 4, tzinfo=UTC)


def measure(site):
    with transaction.atomic():
        _make()
        first = cost_of(lambda: run_duties(now=NEW_YEAR))
        made, sent = Duty.objects.count(), Reminder.objects.count()
        second = cost_of(lambda: run_duties(now=NEW_YEAR))
        again = (Duty.objects.count(), Reminder.objects.count())
        raw = cost_of(lambda: _copy_of_the_rows())
        transaction.set_rollback(True)
    yield Result(
        f"nightly run on 1 January, {CHAPTERS:,} chapters", first.wall, "ms", target=f"< {SECONDS:,} s",
        is_met=first.wall < SECONDS * 1000, note=f"{made:,} duties, {sent:,} reminders of two officers each",
    )  # fmt: skip
    yield Result(
        "nightly run, again", second.wall, "ms", target=f"< {SECONDS:,} s",
        is_met=second.wall < SECONDS * 1000 and again == (made, sent), note="nothing more was made or sent",
    )  # fmt: skip
    yield Result(
        "nightly run: CPU against its rows copied by one statement", first.cpu, "ms", raw.cpu, first.cpu / raw.cpu
    )


def _make() -> None:
    """Chapters that live, half of them registered, each with a term that ends in the year and two officers."""
    chapters = Chapter.objects.bulk_create(
        Chapter(
            name=f"压测校友会{number}", kind="overseas", country="DE", city=f"城{number}", recognition="active",
            recognition_since=date(2010, 1, 1), founded_on=date(2010, 1, 1),
            time_zone=("Asia/Shanghai", "Europe/Berlin", "America/New_York")[number % 3],
            **({"civil": "registered", "civil_number": str(number), "civil_authority": "民政局",
                "civil_since": date(2012, 1, 1)} if number % 2 else {}),
        )
        for number in range(CHAPTERS)
    )  # fmt: skip
    terms = Term.objects.bulk_create(
        Term(chapter=chapter, number=1, starts_on=date(2023, 6, 1), ends_on=date(2027, 5, 31)) for chapter in chapters
    )
    users = User.objects.bulk_create(
        User(email=f"bench{number}@example.com", name=f"会长{number}") for number in range(2 * CHAPTERS)
    )
    people = Alumnus.objects.bulk_create(Alumnus(name="会长", user=user) for user in users)
    Office.objects.bulk_create(
        Office(
            term=terms[number // 2], alumnus=person, seat=("president", "secretary")[number % 2],
            from_on=date(2023, 6, 1), until_on=date(2027, 5, 31),
        )
        for number, person in enumerate(people)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE chapters_chapter, chapters_term, chapters_office")


def _copy_of_the_rows() -> None:
    """The same rows written once more, by nobody but the database."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE copied_duty ON COMMIT DROP AS SELECT * FROM chapters_duty")
        cursor.execute("CREATE TEMP TABLE copied_reminder ON COMMIT DROP AS SELECT * FROM chapters_reminder")
        cursor.execute("CREATE TEMP TABLE copied_mail ON COMMIT DROP AS SELECT * FROM mail_message")
