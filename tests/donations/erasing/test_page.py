"""The page on which a donor is erased: who may, what it says before, and what a press does and does not."""

import pytest
from django.urls import reverse

from alumni_office.accounts import roles
from alumni_office.accounts.roles import Permission, Role
from alumni_office.history.models import AccessRecord
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from donations.models import Donor, DonorErasure
from donations.services import donors
from donations.services.erasing import KIND
from tests.canaries import places_of
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import make_donor, make_gift, make_organisation
from tests.giving_money import line, make_announced, upload

from . import world

pytestmark = pytest.mark.django_db(transaction=True)


def page_of(donor) -> str:
    return reverse("admin:donations_donor_erase", args=[donor.pk])


def sent(response, **more) -> dict:
    """What the form of the page holds, filled in."""
    form = response.context["form"]
    return {"reason": "本人 8 月 3 日来信要求", "typed": "delete"} | form.initial | more


def everything_kept(donor) -> bool:
    donor = Donor.objects.get(pk=donor.pk)
    return donor.name == world.NAME and not Job.objects.exists() and not DonorErasure.objects.exists()


@pytest.mark.django_db
def test_the_page_says_what_goes_and_what_stays(desk, staff):
    donor = world.make_person(staff)
    world.fill(donor, staff)
    world.kept_in_words(donor)
    before = len(places_of(world.TRACES))
    response = desk.get(page_of(donor))
    shown = {str(label): number for label, number in response.context["going"]}
    assert shown == {
        "Names with reading, e-mail, telephone, postal address and note": 2,
        "Words for the donor wall": 1,
        "Notes on gifts: in honour of whom, who paid, what was said": 3,
        "Notes on pledges": 2,
        "Announced gifts: name and e-mail": 3,
        "Bank lines: payer, account and purpose as the bank wrote them": 3,
        "Opportunities with their steps": 1,
        "Papers of opportunities": 1,
        "Mails about gifts, sent or waiting": 3,
        "Thanks that are due: nobody is thanked any more": 9,
        "Notes that two donors are not the same": 2,
        "Earlier versions of these rows": shown["Earlier versions of these rows"],
    }
    stays = {str(label): number for kept in response.context["staying"] for label, number in kept.numbers}
    assert list(stays) == [
        "Gifts, with amounts, days and funds", "Pledges and what was paid of them", "Soft credits",
        "Receipts, with their numbers", "Agreements", "Naming rights",
    ]  # fmt: skip
    assert stays["Receipts, with their numbers"] == 2
    text = response.content.decode()
    assert "Administrative Measures for Accounting Archives, 2015, annex 1" in text
    assert "1 donor that was merged into this one goes too." in text
    assert len(places_of(world.TRACES)) == before
    assert not Job.objects.filter(kind=KIND).exists()
    assert not AccessRecord.objects.filter(action="erase").exists()


def test_a_press_erases_and_the_page_says_so(desk, staff):
    donor = world.make_person(staff)
    make_gift(donor, "300.00")
    assert page_of(donor) in desk.get(reverse("admin:donations_donor_change", args=[donor.pk])).content.decode()
    response = desk.post(page_of(donor), sent(desk.get(page_of(donor))), follow=True)
    assert response.redirect_chain == [(reverse("admin:donations_donor_change", args=[donor.pk]), 302)]
    text = response.content.decode()
    assert "The erasure has begun" in text
    assert "The person was erased on" in text
    assert "300.00" in text
    for name in ("edit", "erase"):
        assert reverse(f"admin:donations_donor_{name}", args=[donor.pk]) not in text
    assert places_of(world.TRACES) == []
    job = Job.objects.get()
    assert (job.state, job.done, job.params) == (Job.State.DONE, 1, {"reason": "本人 8 月 3 日来信要求"})
    assert AccessRecord.objects.get(action="erase").reason == "本人 8 月 3 日来信要求"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"typed": ""}, "Nothing was done: type the word to confirm."),
        ({"typed": "erase"}, "Nothing was done: type the word to confirm."),
        ({"reason": " "}, "This field is required."),
        ({"reason": f"{world.NAME}来信"}, "say it without name, address or number"),
        ({"reason": f"电话 {world.PHONE} 要求"}, "say it without name, address or number"),
        ({"reason": "写信的地址是 canary-first@example.com"}, "say it without name, address or number"),
        ({"version": "1"}, "Somebody else was faster"),
        ({"family": "1"}, "Somebody else was faster"),
        ({"family": "x"}, "Open the page again"),
        ({"family": "٣"}, "Open the page again"),
        ({"version": "9" * 30}, "Ensure this value is less than or equal to"),
    ],
)
def test_what_is_not_in_order_erases_nobody(desk, staff, wrong, sentence):
    donor = world.make_person(staff)
    response = desk.post(page_of(donor), sent(desk.get(page_of(donor)), **wrong))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert everything_kept(donor)


def test_a_page_that_is_old_erases_nobody_and_shows_how_it_is_now(desk, staff):
    donor = world.make_person(staff)
    old = sent(desk.get(page_of(donor)))
    third = make_donor(name="第三位")
    donors.merge(kept_id=donor.pk, dropped_id=third.pk, by=staff)
    response = desk.post(page_of(donor), old)
    assert (response.status_code, everything_kept(donor)) == (422, True)
    assert "2 donors that were merged into this one go too." in response.content.decode()
    anew = response.context["form"].data
    assert anew["typed"] == ""
    desk.post(page_of(donor), anew.dict() | {"typed": "delete"})
    assert Donor.objects.filter(erased_at__isnull=False).count() == 3


def test_a_form_that_is_sent_again_does_nothing_more(desk, staff):
    donor = world.make_person(staff)
    form = sent(desk.get(page_of(donor)))
    for _again in range(3):
        assert desk.post(page_of(donor), form).status_code == 302
    assert (Job.objects.count(), AccessRecord.objects.filter(action="erase").count()) == (1, 1)


def test_one_that_waits_already_is_the_same_one(desk, staff, monkeypatch):
    monkeypatch.setattr("alumni_office.jobs.tasks.run.delay_on_commit", lambda pk: None)
    donor = world.make_person(staff)
    form = sent(desk.get(page_of(donor)))
    for _again in range(2):
        desk.post(page_of(donor), form)
    assert Job.objects.get().state == Job.State.QUEUED


def test_who_lost_the_right_meanwhile_erases_nobody(desk, staff, monkeypatch):
    monkeypatch.setattr("alumni_office.jobs.tasks.run.delay_on_commit", lambda pk: None)
    donor = world.make_person(staff)
    desk.post(page_of(donor), sent(desk.get(page_of(donor))))
    staff.grants.all().delete()
    jobs.run(job_id=Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, job.error) == (Job.State.FAILED, "Who started this may not erase people any more.")
    assert Donor.objects.get(pk=donor.pk).name == world.NAME


@pytest.mark.parametrize("role", [Role.FINANCE, Role.AUDITOR, Role.EDITOR, Role.COLLEGE_OFFICER])
def test_without_the_right_it_is_forbidden(client, staff, role):
    donor = world.make_person(staff)
    college = make_college() if role == Role.COLLEGE_OFFICER else None
    client.force_login(make_user(role, college=college))
    for method in (client.get, client.post):
        assert method(page_of(donor)).status_code == 403
    shown = client.get(reverse("admin:donations_donor_change", args=[donor.pk]))
    assert page_of(donor) not in shown.content.decode()
    assert everything_kept(donor)


def test_who_may_erase_and_does_not_see_this_donor_finds_nobody(client, staff, monkeypatch):
    rights = roles.DEFINITIONS[Role.COLLEGE_OFFICER].permissions | {Permission.RIGHTS_DECIDE}
    monkeypatch.setitem(roles.DEFINITIONS, Role.COLLEGE_OFFICER, roles.Definition("", rights, needs_college=True))
    own, donor = make_college("数学学院"), world.make_person(staff)
    seen = make_gift(make_donor(name="本院捐赠人"), college=own).donor
    client.force_login(make_user(Role.COLLEGE_OFFICER, college=own))
    assert client.get(page_of(seen)).status_code == 200
    for method in (client.get, client.post):
        assert method(page_of(donor)).status_code == 404
    assert everything_kept(donor)


def test_alumni_merged_ones_and_erased_ones_are_not_erased_here(desk, staff):
    alumnus, donor = make_donor(make_alumnus("王伟")), world.make_person(staff)
    twin, erased = donor.merged.get(), make_donor(name="已经")
    world.erase(erased, staff)
    for row, words in (
        (alumnus, "alumnus on record"), (twin, "merged into another one"), (erased, "erased already"),
    ):  # fmt: skip
        for method in (desk.get, desk.post):
            response = method(page_of(row), follow=True)
            assert words in response.content.decode()
    assert Donor.objects.get(pk=alumnus.pk).name == "王伟"
    assert everything_kept_but(erased)


def everything_kept_but(erased) -> bool:
    return list(DonorErasure.objects.values_list("donor", flat=True)) == [erased.pk]


def test_of_a_body_the_contact_alone_goes(desk, staff):
    company = make_organisation("浪潮集团", note="找 canary 经理")
    company.note = "找 canary 主任"
    company.save()
    donor = make_donor(company, email="canary@example.com", phone=world.PHONE, address="canary 街", note="canary")
    Donor.objects.filter(pk=donor.pk).update(email="canary-later@example.com")
    make_announced("9.00", donor=donor, name="canary", email="canary@example.com")
    paid = upload(line(payer="浪潮集团", amount="9.00")).lines.get()
    assert paid.donor_id == donor.pk
    assert places_of(world.TRACES)
    response = desk.get(page_of(donor))
    assert "浪潮集团 is no person and stays." in response.content.decode()
    assert response.context["staying"] == []
    desk.post(page_of(donor), sent(response, reason="联系人已离职"))
    assert places_of(world.TRACES) == []
    donor.refresh_from_db()
    company.refresh_from_db()
    paid.refresh_from_db()
    assert (donor.name, donor.erased_at, company.name, paid.payer) == ("浪潮集团", None, "浪潮集团", "浪潮集团")
    assert (donor.versions.count(), company.versions.count()) == (2, 2)
    assert list(DonorErasure.objects.values_list("donor", "what")) == [(donor.pk, "contact")]
    # The next one whom one asks for is written down, and may go again.
    fresh = Donor.objects.get(pk=donor.pk)
    donors.save_donor(
        donor=fresh, version=fresh.version, by=staff, name="浪潮集团", email="canary-next@example.com", phone="",
        address="", note="", language="zh-hans",
    )  # fmt: skip
    desk.post(page_of(donor), sent(desk.get(page_of(donor)), reason="又离职"))
    assert places_of(world.TRACES) == []
    assert DonorErasure.objects.count() == 2
