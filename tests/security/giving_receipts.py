"""On each side what the side's alumnus gave, with receipt, thanks, a word for the wall and a name on a door; a gift
that is due a receipt; and a donor who is no alumnus and comes in by a link."""

from alumni.models import Alumnus, College
from alumni_office.mail import tokens
from donations.models import SoftCredit, Thanks
from donations.services import thanks
from tests.giving import donor_of, make_campaign, make_donor, make_fund, make_gift, make_use
from tests.giving_receipts import (
    make_issuer,
    make_naming_right,
    make_range,
    make_receipt,
    make_template,
    make_wall_word,
)

from .words import canary, public


def add(world, side):
    keys, staff, finance = world.keys[side], world.users["staff"], world.users["finance"]
    college = College.objects.get(pk=keys["college"])
    person = Alumnus.objects.get(pk=keys["person"])
    fund = make_fund(public(side, "fund"), is_public=True, college=college)
    campaign = make_campaign(public(side, "drive"), is_public=True)
    make_use(fund, "10.00", purpose=public(side, "use"), entered_by=staff, posted_by=finance)
    donor = donor_of(person, name=canary(side, "donor"), email=canary(side, "donor@example.com"))
    outsider = make_donor(name=canary(side, "outsider"), email=canary(side, "outsider@example.com"))
    paid, due, linked = (
        make_gift(each, "500.00", fund, by=staff, checker=finance, college=college) for each in (donor, donor, outsider)
    )
    SoftCredit.objects.create(gift=linked, donor=donor, kind="spouse", amount_cny=500)
    thanks.fall_due()
    range = make_range(by=finance)
    receipt, linked_receipt = (make_receipt(gift, range=range, by=finance) for gift in (paid, linked))
    make_wall_word(donor, shown_as=public(side, "wall"))
    keys |= {
        "public_fund": fund.pk, "public_campaign": campaign.pk, "giver": donor.pk, "receipted_gift": paid.pk,
        "due_gift": due.pk, "receipt": receipt.pk, "thanks": Thanks.objects.get(gift=paid).pk,
        "issuer": make_issuer().pk, "thanks_template": make_template(canary(side, "template"), by=staff).pk,
        "naming_right": make_naming_right(donor, paid, name=canary(side, "hall"), name_en="", steward=staff).pk,
        "donor_link": tokens.make("donor", outsider.pk), "linked_receipt": linked_receipt.pk,
    }  # fmt: skip
