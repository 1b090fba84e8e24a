"""What was under way when a donor was erased, and what comes afterwards: the money is taken, and nobody is named."""

import json
import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni.services import erasing as alumni_erasing
from alumni_office.accounts.roles import Role
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from donations.models import AnnouncedGift, BankLine, Donor, DonorErasure, GiftNote, Receipt, Thanks, WallWord
from donations.queries import choosing, likely_donors, receipts, wall
from donations.services import bank, codes, donors, gifts, payments, pledges, thanks, windows
from donations.services import wall as walls
from donations.services.payments import Notice, Status
from donations.services.refusals import Refused
from donations.services.soft_credits import give_credit
from tests.canaries import places_of
from tests.factories import make_user
from tests.giving import make_donor, make_fund, make_gift, make_organisation, make_pledge, make_refund
from tests.giving_club import make_card
from tests.giving_desk import make_agreement
from tests.giving_money import line, make_account, make_announced, upload
from tests.giving_receipts import make_naming_right, make_receipt, make_template, make_thanks, make_wall_word

from . import world

pytestmark = pytest.mark.django_db
ERASED = "This person was erased: nothing more is written of them."


@pytest.fixture
def donor(staff):
    return make_donor(name=world.NAME, email=world.EMAIL, phone=world.PHONE)


def test_a_merging_that_is_taken_back_afterwards_brings_nobody_back(staff):
    donor = world.make_person(staff)
    twin, merge = donor.merged.get(), donors.DonorMerge.objects.get()
    third = make_donor(name=f"{world.NAME}三")
    donors.merge(kept_id=donor.pk, dropped_id=third.pk, by=staff)
    world.erase(donor, staff)
    donors.unmerge(merge_id=merge.pk, by=staff)
    rows = Donor.objects.filter(pk__in=[donor.pk, twin.pk, third.pk]).order_by("pk")
    assert list(rows.values_list("name", "merged_into")) == [("—", None), ("—", None), ("—", donor.pk)]
    assert places_of(world.TRACES) == []


def test_no_receipt_is_issued_any_more_and_one_that_was_stands(staff, donor):
    before, after = make_gift(donor), make_gift(donor)
    receipt = make_receipt(before)
    world.erase(donor, staff)
    assert list(receipts.due()) == []
    with pytest.raises(Refused, match="of somebody who was erased"):
        make_receipt(after)
    assert Receipt.objects.get() == receipt


def test_nobody_is_merged_with_who_was_erased(staff, donor, desk):
    world.erase(donor, staff)
    other = make_donor(name="另一人")
    for kept, dropped in ((donor, other), (other, donor)):
        with pytest.raises(Refused, match="One of the two was erased"):
            donors.merge(kept_id=kept.pk, dropped_id=dropped.pk, by=staff)
        with pytest.raises(IntegrityError), transaction.atomic():
            Donor.objects.filter(pk=dropped.pk).update(merged_into=kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        Donor.objects.filter(pk=donor.pk).update(erased_at=None)
    assert likely_donors.pairs() == []


def test_a_pledge_that_is_due_reminds_nobody(staff, donor):
    pledge = make_pledge(donor, "30.00", instalments=[(date(2026, 1, 1), "30.00")], note=world.canary("x"))
    world.erase(donor, staff)
    assert pledges.remind() == []
    assert Message.objects.count() == 0
    pledges.cancel_pledge(pledge_id=pledge.pk, version=pledge.version + 1, reason="捐赠人要求删除", by=staff)
    pledge.refresh_from_db()
    assert (pledge.amount, pledge.state) == (0, "cancelled")


def test_a_thank_you_in_the_outbox_does_not_go_out(staff, donor, mailoutbox):
    row = make_thanks(make_gift(donor))
    message = thanks.send(thanks_id=row.pk, template=make_template(), by=staff)
    due = make_thanks(make_gift(donor))
    assert message.state == Message.State.DUE
    world.erase(donor, staff)
    assert not mail.deliver(message_id=message.pk)
    with pytest.raises(Refused):
        thanks.send(thanks_id=due.pk, template=make_template("另一封"), by=staff)
    thanks.fall_due()
    assert thanks.send_automatic() == []
    assert list(Thanks.objects.order_by("pk").values_list("state", "reason")) == [
        ("sent", ""), ("waived", "The donor was erased."),
    ]  # fmt: skip
    assert (mailoutbox, places_of(world.TRACES)) == ([], [])


def test_a_bank_line_that_was_proposed_says_nobody_and_is_posted_all_the_same(staff, donor):
    statement = upload(line(payer=world.NAME, memo=world.canary("memo"), amount="88.00"),
                       account=make_account(fund=make_fund()))  # fmt: skip
    row = statement.lines.get()
    assert (row.proposal, row.donor_id) == ("donor", donor.pk)
    old = row.version
    world.erase(donor, staff)
    with pytest.raises(Refused):  # the page was of another version
        bank.confirm_line(line_id=row.pk, by=world.finance(), version=old)
    gift = bank.confirm_line(line_id=row.pk, by=world.finance())
    assert (gift.donor_id, gift.amount, gift.state) == (donor.pk, 88, "posted")
    assert not GiftNote.objects.exists()
    assert places_of(world.TRACES) == []


def test_money_that_quotes_the_pledge_of_who_was_erased_is_taken_without_a_name(staff, donor):
    pledge = make_pledge(donor, "30.00", code=codes.new(codes.PLEDGE))
    announced = make_announced("90.00", name=world.NAME, email=world.EMAIL, fund=make_fund(is_public=True))
    world.erase(donor, staff)
    statement = upload(
        line(payer=world.NAME, memo=f"捐款 {pledge.code}", amount="30.00"),
        line(payer=world.NAME, memo=f"捐款 {announced.code}", amount="90.00"),
        account=make_account(fund=make_fund()),
    )
    for row in statement.lines.order_by("row"):
        bank.confirm_line(line_id=row.pk, by=world.finance())
    pledge.refresh_from_db()
    announced.refresh_from_db()
    assert (pledge.state, announced.state) == ("paid", "received")
    assert places_of(world.TRACES) == []
    assert {row.donor.name for row in BankLine.objects.all()} == {"—"}
    assert BankLine.objects.filter(donor__erased_at__isnull=True).count() == 0


def test_a_new_payment_of_that_name_is_somebody_new(staff, donor):
    world.erase(donor, staff)
    row = upload(line(payer=world.NAME, amount="5.00")).lines.get()
    assert (row.proposal, row.donor) == ("nothing", None)


class Provider:
    way, app, seller = "alipay", "a", "s"


def notice(announced) -> Notice:
    return Notice(
        notify_id=str(uuid.uuid4()), app="a", seller="s", order_number=announced.code, trade_number="2026T1",
        status=Status.PAID, status_text="TRADE_SUCCESS", amount="88.00", refunded=0, paid_on=None,
    )  # fmt: skip


def test_what_was_announced_and_is_paid_afterwards_is_nobodys(staff, donor):
    announced = make_announced("88.00", way="alipay", name=world.NAME, email=world.EMAIL.upper())
    stranger = make_announced("88.00", way="alipay", name=world.NAME, email="namesake@example.com")
    world.erase(donor, staff)
    assert payments.take(notice=notice(announced), provider=Provider())
    announced.refresh_from_db()
    assert (announced.state, announced.donor.name, announced.name) == (AnnouncedGift.State.RECEIVED, "—", "")
    assert announced.donor.erased_at
    stranger.refresh_from_db()
    assert stranger.name == world.NAME  # the same name from another address is another one
    assert len(places_of(world.TRACES)) == 1


def test_a_refund_of_a_gift_of_who_was_erased_goes_back_with_its_reason(staff, donor):
    gift = make_gift(donor, "100.00")
    world.erase(donor, staff)
    back = make_refund(gift, "40.00", reason="银行退回")
    assert (back.donor_id, back.amount, back.note.text) == (donor.pk, -40, "银行退回")
    with pytest.raises(IntegrityError), transaction.atomic():
        GiftNote.objects.filter(gift=back).update(payer=world.NAME)


def test_nothing_is_written_of_who_was_erased_by_any_hand(staff, donor):
    fund, gift = make_fund(), make_gift(donor)
    pledge, other = make_pledge(donor), make_gift()
    world.erase(donor, staff)
    donor.refresh_from_db()
    share = [gifts.Share(fund, 10)]
    attempts = [
        lambda: donors.save_donor(donor=donor, version=donor.version, by=staff, name=world.NAME, email=world.EMAIL),
        lambda: gifts.enter_gift(
            key=uuid.uuid4(), donor=donor, amount=10, shares=share, received_on=timezone.localdate(),
            method="cash", by=staff, note={"payer": world.NAME},
        ),
        lambda: pledges.make_pledge(
            key=uuid.uuid4(), donor=donor, fund=fund, pledged_on=timezone.localdate(),
            parts=[(timezone.localdate(), 10)], by=staff, note=world.NAME,
        ),
        lambda: give_credit(gift=other, donor=donor, kind="runs", amount_cny=1, by=staff),
        lambda: make_agreement(donor, title=world.NAME),
        lambda: make_wall_word(donor, shown_as=world.NAME),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Refused, match=ERASED), transaction.atomic():
            attempt()
    by_hand = [
        lambda: WallWord.objects.create(donor=donor, given=True, shown_as=world.NAME, wording="x", source="own"),
        lambda: make_card(donor, title=world.NAME),
        lambda: make_naming_right(donor, gift, name=world.NAME),
        lambda: type(pledge).objects.filter(pk=pledge.pk).update(note=world.NAME),
        lambda: Donor.objects.filter(pk=donor.pk).update(phone=world.PHONE),
        lambda: GiftNote.objects.create(gift=gift, text=world.NAME),
    ]
    for attempt in by_hand:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    card = make_card(make_organisation("某公司"))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(card).objects.filter(pk=card.pk).update(donor=donor, organisation=None)
    assert places_of(world.TRACES) == []


def test_a_form_that_was_open_saves_nothing_afterwards(staff, donor, desk):
    edit = reverse("admin:donations_donor_edit", args=[donor.pk])
    form = desk.get(edit).context["form"].initial
    world.erase(donor, staff)
    response = desk.post(edit, form)
    assert "Somebody else saved in the meantime." in response.content.decode()
    response = desk.post(edit, form | {"version": response.context["form"].data["version"]})
    assert ERASED in response.content.decode()
    assert places_of(world.TRACES) == []
    assert desk.get(edit).status_code == 302
    assert desk.get(reverse("admin:donations_gift_add"), {"donor": donor.pk}).status_code == 404


def test_nobody_finds_who_was_erased_and_no_link_opens_the_window(staff, donor, desk, client):
    make_gift(donor, "300.00")
    make_wall_word(donor, shown_as=world.NAME)
    link = thanks.sending.window_of(donor)
    assert client.get(link).status_code == 200
    assert [each.name for circle in wall.look().circles for each in circle.donors] == [world.NAME]
    world.erase(donor, staff)
    assert wall.look().circles == []
    assert client.get(link).status_code == 404
    assert client.post(link, {"given": "on", "shown_as": world.NAME}).status_code == 404
    with pytest.raises(Refused, match="no e-mail address"):
        windows.send_link(donor=Donor.objects.get(pk=donor.pk), by=staff)
    assert list(choosing.donors(staff, "—")) == []
    desk.force_login(make_user(Role.FINANCE))
    for path in (reverse("admin:donations_donor_changelist") + f"?q={world.NAME}",
                 reverse("admin:donations_donor_change", args=[donor.pk]),
                 reverse("admin:donations_gift_changelist")):  # fmt: skip
        text = desk.get(path).content.decode()
        assert text.count(world.NAME) == (1 if "?q=" in path else 0), path  # what was typed
    assert walls.say


def test_a_contact_that_was_erased_does_not_come_back_with_a_backup(staff, settings):
    donor = world.make_body(staff, email="canary@example.com", phone=world.PHONE)
    with transaction.atomic():
        backup = transaction.savepoint()
        world.erase(donor, staff)
        transaction.savepoint_rollback(backup)
    assert Donor.objects.get(pk=donor.pk).phone == world.PHONE
    assert alumni_erasing.replay() == alumni_erasing.Replayed(1, 0, 0)
    assert places_of(world.TRACES) == []
    assert alumni_erasing.replay() == alumni_erasing.Replayed(0, 0, 0)
    lines = [json.loads(each) for each in settings.ERASURE_LOG.read_text().splitlines()]
    assert [(each["donor"], each["what"]) for each in lines] == [(donor.pk, "contact")]
    assert str(DonorErasure.objects.get().key) == lines[0]["donor_erasure"]
    assert alumni_erasing.write_log() == 0
