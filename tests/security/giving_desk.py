"""A donor on each side, who gave to a fund of its college, with everything that stands around a gift."""

from alumni.models import Alumnus, College
from donations.models import Donor
from donations.services import donors, organisation_merging
from tests.giving import (
    donor_of,
    make_campaign,
    make_donor,
    make_fund,
    make_gift,
    make_goal,
    make_organisation,
    make_organisation_person,
    make_use,
)
from tests.giving_desk import make_agreement, make_batch, make_credit, make_documented_use, make_tier

from .words import canary, public


def add(world, side):
    keys = world.keys[side]
    college, person = College.objects.get(pk=keys["college"]), Alumnus.objects.get(pk=keys["person"])
    company = make_organisation(public(side, "company"))
    same = make_organisation(public(side, "merged-company"))
    merged_company = organisation_merging.merge(
        kept_id=company.pk, dropped_id=same.pk, choices={}, by=world.users["staff"]
    )
    fund = make_fund(public(side, "fund"), college=college)
    donor = donor_of(person, email=canary(side, "mail@donor.example"), address=canary(side, "address"))
    agreement = make_agreement(donor, title=canary(side, "agreement"), college=college)
    campaign = make_campaign(public(side, "campaign"))
    note = {"tribute": "honour", "tribute_to": canary(side, "teacher")}
    given = {"fund": fund, "college": college, "note": note, "description": ""}
    gift = make_gift(donor, "10.00", agreement=agreement, campaign=campaign, **given)
    entered = make_gift(donor, "20.00", posted=False, fund=fund, reference=canary(side, "reference"))
    merged = make_donor(name=canary(side, "merged"))
    merge = donors.merge(kept_id=donor.pk, dropped_id=merged.pk, by=world.users["staff"])
    other = make_donor(name=canary(side, "other-donor"))
    make_gift(other, "30.00", fund=fund)
    keys |= {
        "giving_company": company.pk, "company_person": make_organisation_person(company, person).pk,
        "donor": donor.pk, "other_donor": other.pk, "donor_merge": merge.pk, "fund": fund.pk,
        "fund_use": make_use(fund, posted=False).pk, "fund_use_posted": make_documented_use(fund).pk,
        "campaign": campaign.pk, "goal": make_goal(college=college).pk, "gift": gift.pk, "gift_entered": entered.pk,
        "soft_credit": make_credit(gift, make_donor(name=canary(side, "credited"))).pk, "gift_batch": make_batch().pk,
        "agreement": agreement.pk, "agreement_draft": make_agreement(donor, signed=False, college=college).pk,
        "agreement_next": "in_force", "gift_tier": make_tier(f"级{side}", f"{10 + len(side)}.00").pk,
        "organisation": company.pk, "company_merge": merged_company.pk,
        "other_company": make_organisation(public(side, "other-company")).pk,
    }  # fmt: skip
    assert Donor.objects.get(pk=merged.pk).merged_into_id == donor.pk
