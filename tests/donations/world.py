"""A person who gave in every way that the books know, and who is in the club: for the tests of copies and erasures."""

import uuid
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from donations.models import (
    ClubMembership,
    ClubPaper,
    ClubTerm,
    ClubVote,
    DonorMerge,
    DonorsApart,
    OpportunityStep,
    PaymentNotice,
    ReceiptWaiver,
)
from donations.services import club
from tests.giving import (
    make_donor,
    make_fund,
    make_gift,
    make_organisation,
    make_organisation_person,
    make_payment,
    make_pledge,
    make_soft_credit,
)
from tests.giving_club import make_card, make_company, make_paper, make_seat, make_tier, put_right
from tests.giving_desk import make_agreement
from tests.giving_money import line, make_announced, upload
from tests.giving_receipts import make_naming_right, make_receipt, make_thanks, make_wall_word


def fill(person, by, canary):
    donor = make_donor(person, email=canary("gave@example.com"), address=canary("street"), note=canary("donor note"))
    books(donor, by, canary, alumnus=person)
    wall(donor, canary)
    make_organisation_person(make_organisation("别的公司"), person, title=canary("job"))
    _club(person, by, canary)


def books(donor, by, canary, *, alumnus=None):
    other = make_donor(name="另一位")
    make_agreement(donor)
    fund = make_fund(is_public=True)
    gift = make_gift(donor, fund=fund, note={"tribute": "memory", "tribute_to": canary("teacher"), "text": canary("n")})
    make_soft_credit(make_gift(other, fund=fund), donor, "runs")
    make_payment(make_pledge(donor, fund=fund, instalments=[(date(2099, 1, 1), Decimal(300))], note=canary("pledge")))
    make_receipt(gift)
    ReceiptWaiver.objects.create(gift=make_gift(donor, fund=fund), reason="不需要票据", waived_by=by)
    low, high = sorted([donor, other], key=lambda each: each.pk)
    DonorsApart.objects.create(low=low, high=high, decided_by=by)
    DonorMerge.objects.create(kept=donor, dropped=other, merged_by=by, undone_by=by, undone_at=timezone.now())
    statement = upload(line(payer=canary("payer"), memo=canary("memo"), amount="77.00"))
    statement.lines.update(donor=donor)
    by_whom = {"alumnus": alumnus} if alumnus else {"donor": donor}
    announced = make_announced(**by_whom, name=canary("announced"), email=canary("said@example.com"), fund=fund)
    PaymentNotice.objects.create(notify_id="n-1", announced=announced, verdict="taken", amount="100.00")


def wall(donor, canary):
    make_thanks(make_gift(donor))
    make_wall_word(donor, shown_as=canary("shown"))
    make_naming_right(donor)


def _club(person, by, canary):
    seat, today = make_seat(person), timezone.localdate()
    membership = ClubMembership.objects.create(
        alumnus=person, organisation=make_company(person), tier=make_tier(), statement=canary("why"), key=uuid.uuid4()
    )
    ClubVote.objects.create(membership=membership, seat=make_seat(by), is_yes=True)
    club.admit(membership_id=membership.pk, decided_on=today, from_on=today, by=by)
    scan = ClubPaper(membership=membership, conditions=canary("conditions"), met=canary("met"), added_by=by)
    scan.file.save("application.pdf", ContentFile(b"%PDF-1.4"))
    put_right(membership, met=canary("met better"), reason=canary("why corrected"), by=by)
    assert ClubTerm.objects.filter(membership=membership).exists()
    card = make_card(person, title=canary("card"), next_step=canary("next"), note=canary("card note"))
    OpportunityStep.objects.create(
        opportunity=card, kind="call", text=canary("call"), done_on=today, by=by, key=uuid.uuid4()
    )
    make_paper(card, title=canary("paper"))
    return seat
