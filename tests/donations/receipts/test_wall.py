"""The donor wall, the public pages, and a donor's own window."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni.services import erasing
from alumni_office.accounts.roles import Role
from alumni_office.mail import tokens
from donations import public
from donations.models import Donor, Receipt, SoftCredit, WallWord
from donations.queries import mine, wall, ways
from donations.services import wall as services
from donations.services.erasing import forget_donors
from donations.services.refusals import Refused
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import make_campaign, make_donor, make_fund, make_gift, make_refund, make_use
from tests.giving_desk import make_tier
from tests.giving_receipts import make_issuer, make_naming_right, make_receipt, make_wall_word

pytestmark = pytest.mark.django_db
WALL = "/giving/wall/"


@pytest.fixture
def alumnus(client):
    user = make_user(None, is_staff=False)
    person = make_alumnus("王伟", user=user, verified_at=timezone.now())
    client.force_login(user)
    return person


def page(client, path, language="en"):
    return client.get(path, headers={"accept-language": language}).content.decode()


def test_the_wall_names_those_alone_whose_latest_word_is_yes(client):
    yes, no, silent = (make_donor(name=name) for name in ("赵先生", "钱先生", "孙先生"))
    for donor in (yes, no, silent):
        make_gift(donor, "20000.00", received_on=date(2025, 5, 1))
    make_wall_word(yes, shown_as="赵氏家族")
    make_wall_word(no)
    make_wall_word(no, given=False)
    text = page(client, WALL)
    assert [name in text for name in ("赵氏家族", "赵先生", "钱先生", "孙先生")] == [True, False, False, False]
    assert "20,000" not in text


def test_a_word_that_is_taken_back_is_gone_from_the_next_answer(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    donor = make_donor(name="赵先生")
    make_gift(donor)
    make_wall_word(donor)
    first = client.get(WALL)
    make_wall_word(donor, given=False)
    assert ["赵先生" in answer.content.decode() for answer in (first, client.get(WALL))] == [True, False]
    assert first["Cache-Control"] == "no-cache"


def test_the_wall_goes_by_circle_and_year_and_counts_no_gift_without_a_name():
    large, small, hidden, gone = (make_donor(name=name) for name in ("大", "小", "隐", "退"))
    make_gift(large, "150000.00", received_on=date(2024, 5, 1))
    make_gift(large, "10.00", received_on=date(2025, 5, 1))
    make_gift(small, "10.00", received_on=date(2025, 5, 1))
    make_gift(hidden, is_anonymous=True)
    make_refund(make_gift(gone, received_on=date(2025, 5, 1)))
    for donor in (large, small, hidden, gone):
        make_wall_word(donor)
    make_tier("金", "100000.00"), make_tier("铂", "1000000.00")
    shown = wall.look()
    found = [(str(circle.name), [(each.name, each.years) for each in circle.donors]) for circle in shown.circles]
    assert found == [("金", [("大", [2024, 2025])]), (str(wall.FRIENDS), [("小", [2025])])]
    assert [[each.name for each in circle.donors] for circle in wall.look(2024).circles] == [["大"]]
    assert shown.years == [2025, 2024]


def test_a_no_holds_through_a_merge_of_donors():
    kept, merged = make_donor(name="赵先生"), make_donor(name="赵某")
    make_gift(kept)
    make_wall_word(kept)
    make_wall_word(merged)
    make_wall_word(merged, given=False)
    Donor.objects.filter(pk=merged.pk).update(merged_into=kept)
    assert wall.look().circles == []


def test_who_may_not_be_used_or_is_gone_is_not_named():
    people = [make_alumnus(name) for name in ("限制", "归档", "在册")]
    for person in people:
        donor = make_donor(person)
        make_gift(donor)
        make_wall_word(donor)
    people[0].restricted_at = people[1].archived_at = timezone.now()
    for person in people:
        person.save()
    assert [each.name for circle in wall.look().circles for each in circle.donors] == ["在册"]


def test_a_word_is_never_changed_and_says_what_was_read():
    donor = make_donor(name="赵先生")
    word = make_wall_word(donor, language="en")
    assert word.wording.startswith("The university may show the name below")
    assert make_wall_word(donor) == word
    with pytest.raises(InternalError), transaction.atomic():
        WallWord.objects.update(given=False, shown_as="")
    with pytest.raises(Refused, match="Write the name"):
        services.say(donor=donor, given=True, shown_as=" ", source="own")


def test_erasing_takes_the_name_off_the_wall_and_leaves_the_receipt():
    person = make_alumnus("王伟")
    donor = make_donor(person)
    receipt = make_receipt(make_gift(donor))
    make_wall_word(donor)
    erasing.erase_person(person_id=person.pk, by=make_user(Role.HEAD))
    receipt.refresh_from_db()
    assert (WallWord.objects.count(), Receipt.objects.count(), receipt.payer) == (0, 1, "王伟")
    assert Donor.objects.get().name == "—"


def test_the_own_window_shows_what_is_ones_own_and_nothing_else(client, alumnus):
    fund = make_fund("齐鲁奖学金", name_en="Qilu Fund")
    donor, other = make_donor(alumnus), make_donor(name="别人")
    gift = make_gift(donor, "1000.00", fund)
    make_gift(other, "777.00", fund)
    make_use(fund, "300.00", purpose="奖学金发放", purpose_en="Scholarships paid")
    make_use(fund, "1.00", purpose="不公开", is_shown=False)
    credit = make_gift(other, "555.00")
    SoftCredit.objects.create(gift=credit, donor=donor, kind="spouse", amount_cny=500)
    receipt = make_receipt(gift)
    foreign = make_receipt(credit)
    make_naming_right(donor, gift, ends_on=date(2030, 1, 1))
    text = page(client, "/me/gifts/")
    for shown in ("¥1,000.00", "¥500.00", receipt.shown_number, "¥1,777.00", "¥301.00", "¥1,476.00",
                  "Scholarships paid", "Qilu Hall"):  # fmt: skip
        assert shown in text, shown
    assert [word in text for word in ("¥777.00", "¥555.00", "不公开")] == [False, False, False]
    answer = client.get(f"/me/gifts/receipts/{receipt.pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert client.get(f"/me/gifts/receipts/{foreign.pk}/").status_code == 404


def test_who_gave_nothing_is_told_so(client, alumnus):
    assert "No gift of yours is on record" in page(client, "/me/gifts/")
    assert client.post("/me/gifts/wall/", {"given": "1", "shown_as": "x"}).status_code == 302
    assert WallWord.objects.count() == 0


def test_one_says_yes_and_takes_it_back_on_the_own_page(client, alumnus):
    donor = make_donor(alumnus)
    make_gift(donor)
    assert client.post("/me/gifts/wall/", {"given": "1", "shown_as": ""}).status_code == 422
    client.post("/me/gifts/wall/", {"given": "1", "shown_as": "王校友"})
    assert "王校友" in page(client, WALL)
    client.post("/me/gifts/wall/", {"given": "0", "shown_as": "王校友"})
    assert "王校友" not in page(client, WALL)
    said = WallWord.objects.order_by("pk").values_list("given", "shown_as", "source", "by")
    assert list(said) == [(True, "王校友", "own", alumnus.user_id), (False, "", "own", alumnus.user_id)]


def test_a_donor_who_is_no_alumnus_comes_in_by_a_link(client):
    donor, other = make_donor(name="赵先生"), make_donor(name="钱先生")
    receipt, foreign = make_receipt(make_gift(donor)), make_receipt(make_gift(other))
    link = reverse("donations:donor-window", args=[tokens.make("donor", donor.pk)])
    answer = client.get(link)
    assert (receipt.shown_number in answer.content.decode(), answer["Referrer-Policy"]) == (True, "no-referrer")
    assert client.get(f"{link}receipts/{receipt.pk}/")["Content-Type"] == "application/pdf"
    assert client.get(f"{link}receipts/{foreign.pk}/").status_code == 404
    client.post(link, {"given": "1", "shown_as": "赵先生"})
    assert WallWord.objects.values_list("donor", "source").get() == (donor.pk, "link")
    for wrong in (tokens.make("volunteer", donor.pk), "x" * 32, tokens.make("donor", 10**9)):
        assert client.get(reverse("donations:donor-window", args=[wrong])).status_code == 404


def test_the_link_of_a_merged_donor_leads_to_the_one_that_it_is_and_of_an_erased_one_nowhere(client):
    head = make_donor(name="赵先生")
    merged = make_donor(name="赵某", merged_into=head)
    make_gift(merged)
    link = reverse("donations:donor-window", args=[tokens.make("donor", merged.pk)])
    assert "赵先生" in page(client, link)
    forget_donors([head.pk, merged.pk])
    assert client.get(link).status_code == 404


def test_who_can_sign_in_has_no_open_link(client, alumnus):
    donor = make_donor(alumnus)
    assert client.get(reverse("donations:donor-window", args=[tokens.make("donor", donor.pk)])).status_code == 404


def test_funds_and_campaigns_tell_what_they_are_for_and_what_they_did(client):
    make_issuer()
    fund = make_fund("齐鲁奖学金", name_en="Qilu Fund", purpose_en="For students.", is_public=True)
    hidden = make_fund("内部", is_public=False)
    closed = make_fund("旧", is_public=True, closed_on=date(2020, 1, 1))
    campaign = make_campaign("百年校庆", name_en="Centenary", is_public=True, text_en="Join in.")
    campaign.funds.add(fund, hidden)
    use = make_use(fund, "50.00", purpose_en="Scholarships")
    make_use(fund, "-50.00", corrects=use)
    make_use(fund, "70.00", purpose_en="Books")
    everything = page(client, "/giving/")
    assert [word in everything for word in ("Qilu Fund", "Centenary", "内部", ">旧<")] == [True, True, False, False]
    one = page(client, f"/giving/funds/{fund.pk}/")
    assert [word in one for word in ("For students.", "Books", "¥70.00", "Scholarships", "2200 0011 2233")] == [
        True, True, True, False, True,
    ]  # fmt: skip
    assert "Join in." in page(client, f"/giving/campaigns/{campaign.pk}/")
    assert client.get(f"/giving/funds/{hidden.pk}/").status_code == 404
    assert "2200 0011 2233" not in page(client, f"/giving/funds/{closed.pk}/")
    assert set(public.paths()) == {
        "/giving/", "/giving/wall/", f"/giving/funds/{fund.pk}/", f"/giving/funds/{closed.pk}/",
        f"/giving/campaigns/{campaign.pk}/",
    }  # fmt: skip
    assert {row.path for row in public.news()} == {f"/giving/funds/{fund.pk}/", f"/giving/campaigns/{campaign.pk}/"}


def test_chinese_words_in_an_english_page_are_marked_as_such(client):
    college = make_college("医学院", english_name="School of Medicine")
    alone = make_college("水产系")
    both = make_fund("奖学金", name_en="Scholarships", purpose_en="For students.", is_public=True, college=college)
    chinese = make_fund("水产基金", purpose="为了水产。", is_public=True, college=alone)
    make_use(chinese, "50.00", purpose="买书")
    campaign = make_campaign("百年校庆", text="一起来。", is_public=True)
    campaign.funds.add(both, chinese)
    marked = ' lang="zh-Hans">'
    everything = page(client, "/giving/")
    for words in ("水产基金", "水产系", "为了水产。", "百年校庆", "一起来。"):
        assert everything.count(words) == everything.count(f"{marked}{words}") == 1
    assert ["School of Medicine" in everything, "医学院" in everything] == [True, False]
    one = page(client, f"/giving/funds/{chinese.pk}/")
    for words in ("<h1" + marked + "水产基金", marked + "水产系", marked + "<p>为了水产。", marked + "买书"):
        assert words in one
    assert marked + "百年校庆" in page(client, f"/giving/campaigns/{campaign.pk}/")
    shown = page(client, "/giving/", "zh-hans")
    assert ["zh-Hans" in shown.split("<main")[1].split("</main")[0], "医学院" in shown] == [False, True]


def test_nobody_is_asked_to_give_now_unless_a_way_of_paying_is_open(client, monkeypatch):
    fund = make_fund(is_public=True)
    paths = ["/giving/", f"/giving/funds/{fund.pk}/"]
    assert [word for path in paths for word in ("Give now", "Donate") if word in page(client, path)] == []
    closed = ways.Way("online", "donations/way_transfer.html", is_open=lambda: False)
    shown = ways.Way("other", "donations/way_transfer.html", lambda: {"issuers": [make_issuer("另一账户")]})
    monkeypatch.setattr(ways, "WAYS", ways.WAYS)
    ways.WAYS.extend([closed, shown])
    try:
        cache.clear()
        assert page(client, f"/giving/funds/{fund.pk}/").count("另一账户") >= 1
    finally:
        ways.WAYS.remove(closed)
        ways.WAYS.remove(shown)


def test_what_a_fund_did_is_figured_from_the_ledger():
    fund = make_fund()
    donor = make_donor(name="赵先生")
    gift = make_gift(donor, "100.00", fund)
    make_gift(make_donor(name="钱"), "50.00", fund)
    make_refund(gift, "40.00")
    make_use(fund, "30.00")
    make_use(fund, "5.00", posted=False)
    [line] = mine.window(donor).funds
    assert (line.given, line.received, line.spent, line.balance) == tuple(
        Decimal(each) for each in ("60.00", "110.00", "30.00", "80.00")
    )


@pytest.mark.parametrize("count", [1, 5])
def test_the_own_window_asks_as_much_for_many_as_for_one(client, alumnus, django_assert_num_queries, count):
    donor = make_donor(alumnus)
    for place in range(count):
        gift = make_gift(
            donor, fund=make_fund(f"基金{place}"), received_on=timezone.localdate() - timedelta(days=place)
        )
        make_receipt(gift)
        make_naming_right(donor, gift)
    with django_assert_num_queries(12):
        mine.window(donor)
