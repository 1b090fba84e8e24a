"""Chapters, their councils, members and what they do."""

import io
import uuid
from datetime import date, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from alumni_office.mail.tokens import hash_of
from chapters.models import (
    Application,
    Chapter,
    CouncilChange,
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

from .people import make_alumnus, make_member, numbers


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
