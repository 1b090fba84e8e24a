"""Makers of tiers, seats, memberships and opportunities. Each gives what the models require and takes the rest by
keyword."""

import uuid
from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.documents.uploads import Upload
from donations.models import (
    ClubMembership,
    ClubPaper,
    ClubSeat,
    ClubTier,
    Opportunity,
    OpportunityFile,
    OpportunityStep,
)
from donations.services import club, opportunities
from tests.factories import make_member, make_user, numbers
from tests.giving import make_organisation, make_organisation_person


def make_tier(name="", **fields):
    fields = {"conditions": "创办或主持一家企业的校友。", "key": uuid.uuid4()} | fields
    return ClubTier.objects.create(name=name or f"会员{next(numbers)}", **fields)


def make_seat(of=None, **fields):
    """A seat of an alumnus, or of a colleague."""
    of = of or make_member("理事")
    link = {"alumnus": of} if type(of).__name__ == "Alumnus" else {"user": of}
    fields = {"from_on": timezone.localdate() - timedelta(days=9)} | link | fields
    return ClubSeat.objects.create(**fields)


def make_company(person=None, name="", *, by=None, part="founder", **fields):
    """An organisation that the office entered, run by `person`."""
    by = by or make_user(Role.STAFF)
    row = make_organisation(name or f"泉城装备{next(numbers)}有限公司", created_by=by, **fields)
    if person:
        make_organisation_person(row, person, part)
    return row


def make_application(person=None, organisation=None, **fields):
    person = person or make_member()
    fields = {"tier": fields.get("tier") or make_tier(), "key": uuid.uuid4()} | fields
    organisation = organisation or make_company(person)
    return ClubMembership.objects.create(alumnus=person, organisation=organisation, **fields)


def make_club_member(person=None, organisation=None, *, days=0, by=None, **fields):
    """Admitted by a meeting so many days ago."""
    row = make_application(person, organisation, **fields)
    day = timezone.localdate() - timedelta(days=days)
    row = club.admit(membership_id=row.pk, decided_on=day, from_on=day, by=by or make_user(Role.STAFF))
    row.refresh_from_db()
    return row


def make_card(of=None, *, idle=0, stage="lead", owner=None, **fields):
    """An opportunity whose last step is `idle` days ago, with an organisation unless `of` says otherwise."""
    of = of or make_company()
    kind = {"Alumnus": "alumnus", "Donor": "donor"}.get(type(of).__name__, "organisation")
    owner = owner or make_user(Role.STAFF)
    last = timezone.localdate() - timedelta(days=idle)
    fields = {"title": f"共建实验室{next(numbers)}", "key": uuid.uuid4(), "last_step_on": last} | fields
    if stage in ("done", "lost"):
        fields = {"closed_on": last, "lost_reason": "预算已定" if stage == "lost" else ""} | fields
    if "amount" in fields:
        fields["amount"] = Decimal(fields["amount"])
    return Opportunity.objects.create(owner=owner, created_by=owner, stage=stage, **{kind: of}, **fields)


def make_step(card, text="电话沟通", *, days=0, by=None, **fields):
    day = timezone.localdate() - timedelta(days=days)
    fields = {"kind": OpportunityStep.Kind.CALL, "key": uuid.uuid4()} | fields
    return opportunities.take_step(opportunity=card, text=text, done_on=day, by=by or card.owner, **fields)


def make_paper(card, title="合作意向书", **fields):
    row = OpportunityFile(opportunity=card, title=title, added_by=card.owner, key=uuid.uuid4(), **fields)
    row.file.save("x.pdf", ContentFile(b"%PDF-1.4 paper"))
    return row


def make_scan(membership, met="创办人，企业注册满三年。", *, by=None):
    """The application on paper of a membership."""
    return ClubPaper.objects.create(
        membership=membership, file=ContentFile(b"%PDF-1.4 scan", name="scan.pdf"), met=met,
        conditions=membership.tier.conditions, added_by=by or make_user(Role.STAFF),
    )  # fmt: skip


def put_right(membership, *, by=None, reason="看错了扫描件", **fields):
    """Correct the paper of a membership: another scan, and what `fields` say."""
    membership.refresh_from_db()
    paper = membership.paper
    fields = {
        "version": membership.version, "applied_on": timezone.localdate(membership.applied_at), "met": paper.met,
        "conditions": paper.conditions, "file": Upload("pdf", b"%PDF-1.4 another scan"),
    } | fields  # fmt: skip
    return club.correct_paper(membership=membership, reason=reason, by=by or make_user(Role.STAFF), **fields)
