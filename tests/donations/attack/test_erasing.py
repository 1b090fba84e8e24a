"""Erasing a donor: the accounts stay, and the person is nowhere any more."""

import json
import uuid

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from alumni.services.erasing.erase import erase_person
from alumni_office.accounts.roles import Role
from alumni_office.mail import services as mail
from donations.models import AnnouncedGift, Donor, Gift, WallWord
from donations.models.donors import CLEARED
from donations.queries import wall
from donations.services import closing, donors, donors_record, money_record, payments
from donations.services.payments import Notice, Status
from tests.canaries import tables_with
from tests.factories import make_alumnus, make_user
from tests.giving import donor_of, make_donor, make_fund, make_gift, make_pledge
from tests.giving_club import make_card, make_paper
from tests.giving_money import make_announced
from tests.giving_receipts import make_receipt, make_wall_word

pytestmark = pytest.mark.django_db
WORD = "查无此人甲乙"


def giver(**fields):
    """A person whose donor had been on record twice, once by name alone."""
    person = make_alumnus(f"{WORD}本人")
    head = donor_of(person, email=f"{WORD}@example.com", note=f"{WORD}说过", address=f"{WORD}街1号")
    twin = make_donor(
        name=f"{WORD}旧名", email="old@example.com", phone="13800138000", address=f"{WORD}旧街", note=f"{WORD}旧注"
    )
    gift = make_gift(twin, "300.00", note={"text": f"{WORD}附言", "payer": f"{WORD}之妻"})
    make_pledge(twin, note=f"{WORD}承诺")
    make_wall_word(twin, shown_as=f"{WORD}墙上")
    make_paper(make_card(twin, title=f"{WORD}项目"))
    Donor.objects.filter(pk=twin.pk).update(phone="13900139000")  # an earlier version of the row stands in the history
    donors.merge(kept_id=head.pk, dropped_id=twin.pk, by=make_user(Role.STAFF))
    return person, head, twin, gift


def test_who_was_on_record_twice_is_erased_twice():
    person, head, twin, _gift = giver()
    before = list(Gift.objects.posted().values_list("pk", "donor", "amount_cny"))
    assert [each.name for circle in wall.look().circles for each in circle.donors] == [f"{WORD}墙上"]

    erase_person(person_id=person.pk, by=make_user(Role.HEAD))

    assert tables_with(WORD) == set()
    assert tables_with("13800138000") | tables_with("old@example.com") == set()
    assert wall.look().circles == []
    assert list(Gift.objects.posted().values_list("pk", "donor", "amount_cny")) == before
    assert {row.name for row in Donor.objects.filter(pk__in=[head.pk, twin.pk])} == {CLEARED}
    closing.close_days()
    assert closing.verify() == []


def test_only_what_the_law_keeps_of_a_receipt_names_who_was_erased():
    person = make_alumnus(f"{WORD}本人")
    make_receipt(make_gift(donor_of(person), "300.00"))
    erase_person(person_id=person.pk, by=make_user(Role.HEAD))
    assert tables_with(WORD) == {"donations_receipt"}
    kept = apps.get_model("donations.Receipt").objects.get()
    client = Client()
    client.force_login(make_user(Role.FINANCE))
    pages = [reverse("admin:donations_donor_change", args=[kept.donor_id]), reverse("admin:donations_gift_changelist"),
             reverse("admin:donations_donor_changelist") + f"?q={WORD}"]  # fmt: skip
    for path in pages:
        assert f"{WORD}本人" not in client.get(path).content.decode(), path


def test_the_copy_of_ones_data_holds_what_stands_under_ones_other_name():
    person, _head, _twin, _gift = giver()
    copy = json.dumps([donors_record.export(person), money_record.export(person)], ensure_ascii=False)
    assert '"amount": "300.00"' in copy
    assert len(donors_record.export(person)["pledges"]) == 1


def test_the_wall_names_nobody_whose_record_is_hidden_by_the_word_of_a_twin():
    person, _head, _twin, _gift = giver()
    assert [len(circle.donors) for circle in wall.look().circles] == [1]
    type(person).objects.filter(pk=person.pk).update(restricted_at="2026-01-01T00:00:00+08:00")
    assert wall.look().circles == []


def test_money_of_who_was_erased_meanwhile_comes_in_all_the_same():
    person = make_alumnus(f"{WORD}本人")
    announced = make_announced(
        "88.00", way="alipay", name=f"{WORD}本人", alumnus=person, fund=make_fund(is_public=True)
    )
    erase_person(person_id=person.pk, by=make_user(Role.HEAD))
    announced.refresh_from_db()
    assert (announced.name, announced.alumnus) == ("", None)

    class Provider:
        way, app, seller = "alipay", "a", "s"

    notice = Notice(
        notify_id=str(uuid.uuid4()), app="a", seller="s", order_number=announced.code, trade_number="2026T1",
        status=Status.PAID, status_text="TRADE_SUCCESS", amount="88.00", refunded=0, paid_on=None,
    )  # fmt: skip
    assert payments.take(notice=notice, provider=Provider())
    announced.refresh_from_db()
    assert (announced.state, announced.gift.amount, announced.donor.name) == (
        AnnouncedGift.State.RECEIVED, 88, CLEARED,
    )  # fmt: skip
    assert WallWord.objects.count() == 0


def test_mails_to_the_address_of_a_donor_go_with_the_person():
    person, head, twin, _gift = giver()
    Donor.objects.filter(pk=head.pk).update(email="new@example.com")
    for donor, address in ((head, "new@example.com"), (twin, "old@example.com")):
        mail.queue(to=address, subject="感谢", text=f"尊敬的{donor.name}", purpose="donations.thanks", person_id=None)
    erase_person(person_id=person.pk, by=make_user(Role.HEAD))
    assert tables_with(WORD) | tables_with("old@example.com") | tables_with("new@example.com") == set()
