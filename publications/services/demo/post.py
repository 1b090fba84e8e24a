"""The demonstration's printed issues by post: one went out and partly came back, the labels of one are ready."""

import uuid
from datetime import date, timedelta

from alumni.models import Alumnus, Source
from alumni.services.liaisons import appoint_liaison
from alumni_office.accounts.models import User
from alumni_office.jobs import services as jobs
from publications.models import Distribution, Issue, Parcel, StockMove
from publications.queries.audience import Audience, Part
from publications.services import post

SPACE = uuid.UUID("70617263-656c-732d-6279-2d706f737400")
READERS = 320
LIAISONS = 12
REASONS = [
    Parcel.Reason.MOVED, Parcel.Reason.UNKNOWN, Parcel.Reason.MOVED, Parcel.Reason.ADDRESS, Parcel.Reason.UNCLAIMED,
    Parcel.Reason.MOVED, Parcel.Reason.REFUSED,
]  # fmt: skip
EVERY = 17  # which parcels come back
MOVES = [
    (StockMove.Kind.GIVEN, 20, "校庆展台取阅"),
    (StockMove.Kind.SPOILED, 3, "运输受潮"),
    (StockMove.Kind.PRINTED, 50, "加印，供各地校友会分发"),
]


def fill_post(*, by: User | None) -> None:
    """Write what is missing; repeating it changes nothing."""
    readers = _readers() if by else []
    if by is None or not readers:
        return
    newspaper = _issue("alumni-news")
    if newspaper and (row := _prepared("newspaper", f"{newspaper} 纸质版", newspaper, readers, by, True)):
        _send(row, newspaper.dated_on + timedelta(days=12), by)
        _come_back(row, by)
        _liaisons(readers, by)
    _prepared("book", "山之魂海之韵——天南地北山大人（第三卷）赠书", None, readers, by)


def _readers() -> list[int]:
    """Whom the newspaper is meant for, those included who are left out for a reason."""
    found = Alumnus.objects.present().usable().filter(source=Source.DEMO, country__in=["", "CN"])
    return list(found.order_by("pk").values_list("pk", flat=True)[:READERS])


def _issue(slug: str) -> Issue | None:
    return Issue.objects.published().filter(periodical__slug=slug).order_by("-dated_on").first()


def _prepared(
    name: str, title: str, issue: Issue | None, readers: list[int], by: User, is_first_contact=False
) -> Distribution | None:
    """The distribution with its labels, or None when it is there already."""
    key = uuid.uuid5(SPACE, name)
    if Distribution.objects.filter(key=key).exists():
        return None
    values = {"title": title[:120], "issue": issue, "printed": len(readers), "one_an_address": True,
              "is_first_contact": is_first_contact}  # fmt: skip
    row = post.make_distribution(
        values=values, audience=Audience((Part("people", ids=tuple(readers)),)), key=key, by=by
    )
    jobs.run(job_id=post.start_preparing(distribution=row, by=by).pk)
    row.refresh_from_db()
    return row if row.state == Distribution.State.PREPARED else None


def _send(row: Distribution, on: date, by: User) -> None:
    for place, (kind, copies, note) in enumerate(MOVES):
        post.move_copies(
            distribution=row, kind=kind, copies=copies, note=note, key=uuid.uuid5(SPACE, f"move {place}"), by=by
        )
    parcels = list(row.parcels.order_by("number"))
    Distribution.objects.filter(pk=row.pk).update(labels_printed_at=row.prepared_at)
    post.mark_sent(distribution=row, on=on, by=by)
    lines = [
        post.Line(parcel.number, parcel.code, f"XA{20260900000 + parcel.number}37", "中国邮政")
        for parcel in parcels[::3]
    ]
    post.record_numbers(distribution=row, lines=lines, carrier="", by=by)


def _come_back(row: Distribution, by: User) -> None:
    for place, parcel in enumerate(row.parcels.order_by("number")[8::EVERY]):
        post.record_return(distribution=row, code=parcel.code, reason=REASONS[place % len(REASONS)], by=by)


def _liaisons(readers: list[int], by: User) -> None:
    """Some readers speak for their classes. After the returns, so that nobody of the demonstration is written to."""
    for person in Alumnus.objects.filter(pk__in=readers, life=Alumnus.Life.LIVING).prefetch_related("degrees")[
        :LIAISONS
    ]:
        for degree in person.degrees.all():
            if degree.class_of is not None:
                appoint_liaison(degree=degree, by=by)
                break
