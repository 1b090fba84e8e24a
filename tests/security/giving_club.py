"""A company of each side's alumnus, an application with it, a member beside, and an opportunity with the alumnus."""

from django.utils import timezone

from alumni.models import Alumnus
from donations.models import ClubMembership, ClubSeat
from tests.giving_club import (
    make_application,
    make_card,
    make_club_member,
    make_company,
    make_paper,
    make_scan,
    make_seat,
    make_step,
    make_tier,
    put_right,
)

from .words import canary, public


def add(world, side):
    """What a company opened is for all alumni; who applied, and what is under way, is the office's."""
    keys, staff = world.keys[side], world.users["staff"]
    person = Alumnus.objects.get(pk=keys["person"])
    twin = Alumnus.objects.get(pk=keys["twin"])
    tier = make_tier(public(side, "tier"))
    company = make_company(person, public(side, "applies"), by=staff, note=canary(side, "note"))
    opened = make_company(twin, public(side, "opened"), by=staff, opened_at=timezone.now())
    applied = make_application(person, company, tier=tier, statement=canary(side, "statement"))
    member = make_club_member(twin, opened, tier=tier, by=staff)
    make_scan(member, canary(side, "met"))
    correction = put_right(member, reason=canary(side, "corrected"), by=staff)
    if not ClubSeat.objects.filter(user=world.users["head"]).exists():
        make_seat(world.users["head"])
    card = make_card(person, title=canary(side, "opportunity"), owner=staff, amount="1234567.00", idle=90)
    make_step(card, canary(side, "step"), days=80, by=staff)
    keys |= {
        "club_tier": tier.pk, "club_company": company.pk, "club_opened": opened.pk, "club_applied": applied.pk,
        "club_correction": correction.pk,
        "club_member": member.pk, "club_seat": ClubSeat.objects.get(user=world.users["head"]).pk,
        "opportunity": card.pk, "opportunity_file": make_paper(card, canary(side, "paper")).pk, "closing": "lost",
        "partner_kind": "organisation",
    }  # fmt: skip
    assert applied.state == ClubMembership.State.APPLIED
