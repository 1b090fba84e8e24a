"""One person with a row in every table of chapters that names people, every text a word that stands nowhere else."""

import uuid
from datetime import date, timedelta

from django.utils import timezone

from chapters import models
from tests.alumni.rights import world as people
from tests.factories import make_chapter, make_initiator, make_membership, make_office, make_submitted, numbers


def canary(what: str) -> str:
    return people.canary(what)


def make_congress(**fields):
    fields = {
        "name": "第三次代表大会", "starts_on": date(2025, 5, 1), "ends_on": date(2025, 5, 2), "seats": 100,
        "term_ends_on": date(2030, 5, 1),
    } | fields  # fmt: skip
    return models.Congress.objects.create(**fields)


def make_delegate(congress, chapter, person, **fields):
    delegation, _made = models.Delegation.objects.get_or_create(
        congress=congress, chapter=chapter, defaults={"counted": 5, "by_rule": 2, "seats": 2}
    )
    return models.Delegate.objects.create(congress=congress, delegation=delegation, alumnus=person, **fields)


def make_election(congress, seat="president"):
    return models.Election.objects.create(
        congress=congress, seat=seat, present=100, ballots=90, voted_at=timezone.now()
    )  # fmt: skip


def make_invitation(chapter, person, **fields):
    return models.Invitation.objects.create(
        chapter=chapter, alumnus=person, token_hash=f"{next(numbers):064}", **fields
    )


def make_notice(chapter, **fields):
    fields = {"audience": "members", "title": "聚会", "text": "周六见", "key": uuid.uuid4()} | fields
    return models.Notice.objects.create(chapter=chapter, **fields)


def make_nominee(person, *, application=None, council_change=None, seat="president", **fields):
    return models.Nominee.objects.create(
        alumnus=person, application=application, council_change=council_change, seat=seat, **fields
    )


def fill(person, by):
    """A row of each kind; returns what of it is the body's and stays."""
    today, now = timezone.localdate(), timezone.now()
    chapter, old = make_chapter(), make_chapter("北京校友会", province="11")
    member = make_membership(chapter, person, opened=["email"], statement=canary("statement"), reason=canary("reason"))
    make_membership(
        old,
        person,
        joined_on=date(2020, 1, 1),
        state="moved",
        ended_on=today,
        moved_to=member,
        reason=canary("moved"),
    )
    models.SharingConsent.objects.create(membership=member, law="chapter", given=True, wording=canary("wording"))
    office = make_office(chapter, person)
    office.until_on -= timedelta(days=1)
    office.save()
    models.CalendarLink.objects.create(office=office)
    draft = make_submitted(
        person, state="draft", submitted_at=None, province="", kind="industry", industry="I", plan=canary("draft plan"),
        reply=canary("reply"), answer=canary("answer"), report=canary("report"), met_at=canary("room"),
    )  # fmt: skip
    done = make_submitted(
        person, state="commissioned", letter_no="2026-1", commissioned_on=today, chapter=old, submitted_at=now,
        plan=f"发起人{people.NAME}", kind="industry", province="", industry="J",
    )  # fmt: skip
    make_initiator(done, person, name=people.NAME, email=people.EMAIL)
    make_initiator(done, None, name=people.NAME, email="canary-login@example.com")
    make_nominee(person, application=done)
    congress = make_congress()
    delegate = make_delegate(
        congress, chapter, person, state="confirmed", number=7, attended_at=now, reason=canary("delegate")
    )
    candidate = models.Candidate.objects.create(
        election=make_election(congress), alumnus=person, votes=61, is_elected=True
    )  # fmt: skip
    make_invitation(old, person, invited_by=by)
    models.NoticeMail.objects.create(notice=make_notice(chapter), alumnus=person)
    return {"draft": draft, "done": done, "delegate": delegate, "candidate": candidate, "chapter": chapter}
