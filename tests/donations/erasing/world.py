"""A person who gave, is no alumnus, and of whom something stands in every place that knows donors."""

import uuid
from datetime import date

from alumni.models import PersonList, SavedSearch
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.mail import services as mail
from donations.models import Donor, DonorsApart, Thanks
from donations.services import donors, erasing, pledges
from donations.services import thanks as thanking
from tests.donations import world as giving
from tests.factories import make_user
from tests.giving import make_donor, make_fund, make_gift, make_pledge, make_refund, make_soft_credit
from tests.giving_club import make_card, make_paper, make_step
from tests.giving_desk import make_agreement
from tests.giving_money import line, make_announced, upload
from tests.giving_receipts import make_naming_right, make_receipt, make_template, make_thanks

NAME = "翀堃犇"
CANARY = "canary"
PHONE = "13912345678"
TRACES = [NAME, CANARY, PHONE]
EMAIL = f"{CANARY}-own@example.com"


def canary(what: str) -> str:
    return f"{CANARY}-{what}"


def make_person(by, **fields) -> Donor:
    """A donor by name alone, found twice and merged: with a second name and earlier versions of both."""
    kept = donors.enter_donor(
        key=uuid.uuid4(), kind="person", name=NAME, email=canary("first@example.com"), phone=PHONE,
        address=canary("street"), note=canary("note"), by=by, **fields,
    )  # fmt: skip
    donors.save_donor(
        donor=kept, version=1, by=by, name=NAME, email=EMAIL, phone=PHONE, address=canary("moved"),
        note=canary("later"), language="zh-hans",
    )  # fmt: skip
    twin = make_donor(name=f"{NAME}旧", email=canary("twin@example.com"), note=canary("twin"))
    Donor.objects.filter(pk=twin.pk).update(note=canary("twin later"))
    make_gift(twin, "7.00", note={"text": canary("twin gift")})
    donors.merge(kept_id=kept.pk, dropped_id=twin.pk, by=by)
    return Donor.objects.get(pk=kept.pk)


def fill(donor, by) -> None:
    giving.books(donor, by, canary)
    giving.wall(donor, canary)
    fund = make_fund(is_public=True)
    make_refund(make_gift(donor, "50.00", fund=fund), reason=canary("refund"))
    make_soft_credit(make_gift(donor, "51.00", fund=fund), make_donor(name="配捐人"), "matched")
    _pledged(donor, fund, by)
    _money(donor, fund)
    _cooperation(donor)
    _thanked(donor, by)
    _said(donor, by)


def kept_in_words(donor) -> set[str]:
    """Texts that the law keeps; their tables."""
    gift = make_gift(donor, "52.00", kind="thing", method="handed", description=canary("thing"),
                     valued_by=canary("valuer"), valued_on=date(2026, 1, 1), kept_at=canary("room"))  # fmt: skip
    make_receipt(make_gift(donor, "53.00"))
    agreement = make_agreement(donor, title=canary("agreement"), text=canary("terms"))
    make_naming_right(donor, gift, name=canary("hall"), place=canary("place"), agreement=agreement)
    return {
        "donations_gift", "donations_giftevent", "donations_receipt", "donations_receiptline", "donations_agreement",
        "donations_agreementevent", "donations_namingright",
    }  # fmt: skip


def _pledged(donor, fund, by):
    pledge = make_pledge(donor, fund=fund, note=canary("promised"))
    type(pledge).objects.filter(pk=pledge.pk).update(note=canary("promised later"))
    due = make_pledge(donor, "30.00", fund, instalments=[(date(2026, 1, 1), "30.00")])
    assert [message.to for message in pledges.remind()] == [EMAIL], due.code
    assert by


def _money(donor, fund):
    """A line that was confirmed, one that only has the name, one set aside, and what was announced from the address."""
    statement = upload(
        line(payer=NAME, memo=canary("purpose"), amount="88.00", account=canary("account")),
        line(payer=f"{NAME}旧", memo=canary("aside"), amount="89.00"),
    )
    one, other = statement.lines.order_by("row")
    assert {one.donor_id, other.donor_id} == {donor.pk}
    type(other).objects.filter(pk=other.pk).update(state="aside", reason=canary("reason"))
    make_announced("90.00", name=canary("announced"), email=EMAIL.upper(), fund=fund)
    announced = make_announced("91.00", name=NAME, email=canary("elsewhere@example.com"), fund=fund, donor=donor)
    mail.queue(to=announced.email, subject="账号", text=f"尊敬的{NAME}", purpose="donations.announced")


def _cooperation(donor):
    card = make_card(donor, title=canary("card"), next_step=canary("next"), note=canary("card note"), idle=90)
    type(card).objects.filter(pk=card.pk).update(note=canary("card later"))
    make_step(card, canary("call"))
    make_paper(card, title=canary("paper"))
    mail.queue(to="owner@example.com", subject="商机", text=f"{card.title}：90 天", purpose="donations.stale")


def _thanked(donor, by):
    """One in the outbox, one due, one that was waived with words."""
    sent, waived = make_thanks(make_gift(donor, "60.00")), make_thanks(make_gift(donor, "61.00"))
    make_thanks(make_gift(donor, "62.00"))
    thanking.send(thanks_id=sent.pk, template=make_template(), by=by)
    thanking.waive(thanks_id=waived.pk, reason=canary("no thanks"), by=by)
    assert Thanks.objects.due().filter(donor=donor).exists()


def _said(donor, by):
    other = make_donor(name="另一人")
    low, high = sorted([donor, other], key=lambda each: each.pk)
    DonorsApart.objects.create(low=low, high=high, decided_by=by)
    SavedSearch.objects.create(owner=by, name="找人", words=NAME)
    PersonList.objects.create(owner=by, name=f"{NAME}的朋友")
    AccessRecord.objects.create(
        action="search", target="donations.donor", by=by, count=3, criteria={"q": NAME, "job": 7}, reason=f"找{NAME}"
    )


def erase(donor, by, reason="本人来信要求") -> bool:
    return erasing.erase_donor(donor_id=donor.pk, reason=reason, by=by)


def make_body(by, **fields):
    return make_donor(name="浪潮集团", kind="organisation", created_by=by, **fields)


def finance():
    return make_user(Role.FINANCE)
