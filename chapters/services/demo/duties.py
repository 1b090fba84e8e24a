"""Three years of duties, and what was filed for them."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from alumni_office.accounts.models import User
from chapters.demo.places import Row
from chapters.models import Chapter, Duty, Filing
from chapters.services.duties import settle_duties

from . import papers
from .registry import founded_on

Kind, State = Duty.Kind, Duty.State
DAYS = {Kind.SUMMARY: (1, 31), Kind.SUPERVISOR: (3, 31), Kind.REGISTRY: (5, 31), Kind.ACTIVITY: (12, 31)}
SUMMARY = "全年举办新春团拜、健步走、读书会等活动，走访老校友，协助母校招生宣传和毕业生就业。财务公开，结余转入下年。"
PLAN = "继续办好读书会和青年沙龙；筹备换届；建立年级联络人名单；与母校共建一处实习基地。"
BACK = 2  # years before this one
DEFAULTED, RECENT = 0.12, 45


def load(chapters: dict[Row, Chapter], *, by: User) -> None:
    today = timezone.localdate()
    duties: list[Duty] = []
    for row, chapter in chapters.items():
        if chapter.is_living or chapter.recognition == Chapter.Recognition.DORMANT:
            duties += _duties(row, chapter, today)
    Duty.objects.bulk_create(duties)
    filings = [filing for duty in duties if (filing := _filing(duty, by)) is not None]
    Filing.objects.bulk_create(filings)
    latest = [each for each in filings if each.duty.kind == Kind.SUMMARY and each.duty.year == today.year]
    for filing in latest[:24]:
        filing.documents.add(papers.report(filing.duty.chapter, filing.duty.year - 1, by=by))
    settle_duties()  # a gathering of the year is its activity


def _duties(row: Row, chapter: Chapter, today: date) -> list[Duty]:
    dice = row.dice("duties")
    made = []
    for year in range(today.year - BACK, today.year + 1):
        for kind, (month, day) in DAYS.items():
            due = date(year, month, day)
            if kind in (Kind.SUPERVISOR, Kind.REGISTRY) and not _was_registered(chapter, due):
                continue
            if due > founded_on(chapter):
                made.append(_duty(dice, chapter, kind, due, today))
    last = chapter.terms.order_by("-ends_on").first()
    if last and abs((last.ends_on - today).days) < 200:
        made.append(_duty(dice, chapter, Kind.AUDIT, last.ends_on, today))
    return made


def _was_registered(chapter: Chapter, on: date) -> bool:
    return chapter.civil_since is not None and chapter.is_legal_person and chapter.civil_since < on


def _duty(dice, chapter: Chapter, kind: str, due: date, today: date) -> Duty:
    """Done in time or late by most, forgotten by some; of this year a few lie with the office."""
    roll = dice.random()
    is_asleep = not chapter.is_living and due >= chapter.recognition_since
    duty = Duty(chapter=chapter, kind=kind, year=due.year, due_on=due)
    if is_asleep and roll < 0.5:
        duty.state, duty.reason = State.WAIVED, "该会处于停滞状态，免于报送。"
    elif is_asleep or roll < DEFAULTED or (due > today and roll < 0.7):
        duty.state = State.DUE
    elif due.year == today.year and roll < 0.3 and kind != Kind.ACTIVITY:
        duty.state = State.FILED if roll < 0.22 else State.SENT_BACK
    else:
        duty.state = State.DONE
        duty.done_on = min(due + timedelta(days=dice.randrange(-40, 25)), today)
    return duty


def _filing(duty: Duty, by: User) -> Filing | None:
    """An activity is shown by the gathering itself."""
    state = {
        State.DONE: Filing.State.ACCEPTED, State.FILED: Filing.State.SUBMITTED, State.SENT_BACK: Filing.State.SENT_BACK,
    }.get(State(duty.state))  # fmt: skip
    is_begun = duty.state == State.DUE and duty.chapter.is_living and duty.chapter_id % 3 == 0
    if duty.kind == Kind.ACTIVITY or (state is None and not is_begun):
        return None
    at = timezone.now() - timedelta(days=max((timezone.localdate() - (duty.done_on or duty.due_on)).days, 2))
    seed = duty.chapter_id * 37 + duty.year
    income = Decimal(8_000 + seed * 911 % 90_000)
    return Filing(
        duty=duty, state=state or Filing.State.DRAFT, summary=SUMMARY, plan=PLAN, members=20 + seed % 140,
        gatherings=2 + seed % 7, attendance=60 + seed % 600, income=income, expenses=income * Decimal("0.82"),
        answer="收支表缺少捐赠明细，请补充。" if state == Filing.State.SENT_BACK else "",
        filed_at=at if state else None,
        decided_by=by if state in (Filing.State.ACCEPTED, Filing.State.SENT_BACK) else None,
        decided_at=at + timedelta(days=1) if state in (Filing.State.ACCEPTED, Filing.State.SENT_BACK) else None,
    )  # fmt: skip
