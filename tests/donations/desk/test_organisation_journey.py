"""Two organisations merged and given back, and a paper of the club entered, in a browser, in both languages."""

import re

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from donations.models import ClubMembership, Organisation, OrganisationMerge
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_alumnus, make_member, make_user
from tests.giving import make_donor, make_fund, make_gift, make_organisation, make_organisation_person
from tests.giving_club import make_card, make_club_member, make_company, make_tier

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"]
)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"


@WORDS
def test_two_organisations_are_merged_and_parted(page, sign_in, look, live_server, language, viewport):
    staff, fund = make_user(Role.STAFF, name="李录入"), make_fund()
    kept = make_company(None, "浪潮集团有限公司", city="济南", province="37", industry="I", name_en="Inspur Group")
    dropped = make_organisation("浪潮集团", city="青岛", size="large", credit_code="91370000163569462U")
    make_organisation_person(dropped, make_alumnus("王伟"), "founder", title="董事长")
    make_club_member(make_member("赵云"), dropped)
    make_card(dropped, owner=staff)
    for row, amount in ((kept, "1000.00"), (dropped, "20000.00")):
        make_gift(make_donor(row), amount, fund)
    sign_in(page, staff)
    page.goto(live_server.url + reverse("admin:donations_organisation_changelist"))
    page.click(f'a[href="{reverse("admin:donations_organisation_alike")}"]')
    look("organisations-alike")
    page.click(f'a[href="{reverse("admin:donations_organisation_merge", args=[kept.pk, dropped.pk])}"]')
    look("organisations-side-by-side")
    page.check(f'[name="place"][value="{dropped.pk}"]')
    page.click('button[form="merge"]')
    page.wait_for_url(re.compile(rf"/organisation/{kept.pk}/$"))
    look("organisation-merged")
    assert page.locator("text=91370000163569462U").count() == 1
    page.goto(live_server.url + reverse("admin:donations_organisation_merges"))
    look("organisation-merges")
    page.click("td a[href$='/undo/']")
    look("organisation-give-back")
    page.click("form.confirm .btn-primary")
    page.wait_for_url(re.compile(rf"/organisation/{dropped.pk}/$"))
    look("organisation-parted")
    assert OrganisationMerge.objects.get().undone_by == staff
    assert Organisation.objects.heads().count() == 2
    page.goto(live_server.url + reverse("admin:donations_organisation_merge_find", args=[kept.pk]))
    look("organisation-find")
    make_club_member(make_member("秦琼"), kept)
    page.goto(live_server.url + reverse("admin:donations_organisation_merge", args=[kept.pk, dropped.pk]))
    look("organisations-hindered")
    assert page.locator('button[form="merge"]').count() == 0


@WORDS
def test_two_alumni_who_give_are_led_to_their_merging(page, sign_in, look, live_server, language, viewport):
    people = [make_alumnus("赵云"), make_alumnus("赵云")]
    donors = [make_donor(person, email="zhao@example.com") for person in people]
    sign_in(page, make_user(Role.STAFF))
    page.goto(live_server.url + reverse("admin:donations_donor_merge", args=[row.pk for row in donors]))
    look("donors-both-known")
    page.goto(live_server.url + reverse("admin:donations_donor_alike"))
    look("donors-alike")
    page.click(f'a[href="{reverse("admin:alumni_merge_create", args=[row.pk for row in people])}"]')
    page.wait_for_selector("#do-merge")


@WORDS
def test_a_paper_is_entered_at_the_desk_of_the_club(page, sign_in, look, live_server, language, viewport):
    person, tier = make_member("王伟"), make_tier("会员", name_en="Member")
    sign_in(page, make_user(Role.STAFF))
    page.goto(live_server.url + reverse("admin:donations_clubmembership_changelist"))
    look("club-with-paper")
    page.click(f'a[href="{reverse("admin:donations_clubmembership_paper_add")}"]')
    page.fill('[name="name"]', person.name)
    page.press('[name="name"]', "Enter")
    page.wait_for_selector(".giving-found a")
    look("club-paper-who")
    page.click(".giving-found a")
    page.select_option('[name="tier"]', str(tier.pk))
    page.fill('form[method="post"] [name="name"]', "明湖软件有限公司")
    page.fill('[name="met"]', "创办人，企业注册满三年。")
    page.fill('[name="applied_on"]', "2024-03-01")
    page.fill('[name="decided_on"]', "2024-02-01")
    page.set_input_files('[name="file"]', {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.click('form[method="post"] .btn-primary')
    page.wait_for_selector(".invalid-feedback")
    look("club-paper-refused")
    page.fill('[name="decided_on"]', "2024-04-10")
    page.set_input_files('[name="file"]', {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.click('form[method="post"] .btn-primary')
    page.wait_for_url(re.compile(r"/clubmembership/\d+/$"))
    look("club-paper-entered")
    row = ClubMembership.objects.get()
    assert (row.state, row.decided_on.isoformat(), row.paper.met) == (
        "member",
        "2024-04-10",
        "创办人，企业注册满三年。",
    )
