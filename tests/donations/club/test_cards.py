"""Opportunities: entered, moved, documented, ended, handed over."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni_office.accounts import hooks
from alumni_office.accounts.hooks import CannotTake
from alumni_office.accounts.roles import Role
from donations.models import Opportunity, OpportunityFile, OpportunityStep, Organisation
from donations.services import opportunities as services
from donations.services.refusals import Refused, WrongState
from tests.factories import make_alumnus, make_user
from tests.giving import make_donor, make_fund, make_gift, make_pledge
from tests.giving_club import make_card, make_company, make_paper, make_step

pytestmark = pytest.mark.django_db
DESK = "/admin/donations/opportunity/"
PDF = b"%PDF-1.4\n1 0 obj\nendobj\nstartxref\n9\n%%EOF"
TODAY = timezone.localdate


def said(response):
    return response.content.decode()


def form_of(owner, **fields):
    return {
        "title": "共建联合实验室", "kind": "cooperation", "amount": "1,200,000", "likelihood": 20, "owner": owner.pk,
        "next_step": "寄送方案", "next_on": TODAY() + timedelta(days=7), "key": uuid4(),
    } | fields  # fmt: skip


def test_a_card_is_put_on_the_board_once(desk, staff):
    company = make_company(name="岱岳软件有限公司")
    assert "岱岳软件有限公司" in said(desk.get(f"{DESK}add/?q=岱岳"))
    form = form_of(staff)
    for _press in range(2):
        page = desk.post(f"{DESK}add/organisation/{company.pk}/", form)
    card = Opportunity.objects.get()
    assert page.headers["Location"] == f"{DESK}{card.pk}/"
    assert (card.organisation, card.stage, card.amount, card.last_step_on) == (
        company,
        "lead",
        Decimal(1_200_000),
        TODAY(),
    )


def test_a_card_is_with_an_alumnus_or_a_donor_who_is_neither_too(desk, staff):
    person, donor = make_alumnus("李云帆"), make_donor(name="某教育基金会")
    make_donor(make_alumnus("王捐"))  # found as the alumnus that the donor is
    found = desk.get(f"{DESK}add/?q=某教育").context["found"]
    assert [(each.kind, each.row) for each in found] == [("donor", donor)]
    found = desk.get(f"{DESK}add/?q=王捐").context["found"]
    assert [each.kind for each in found] == ["alumnus"]
    desk.post(f"{DESK}add/alumnus/{person.pk}/", form_of(staff))
    desk.post(f"{DESK}add/donor/{donor.pk}/", form_of(staff))
    assert {card.partner for card in Opportunity.objects.all()} == {person, donor}


def test_a_new_organisation_is_entered_on_the_way(desk):
    form = {"name": "历山新材料有限公司", "kind": "company", "key": uuid4()}
    for _press in range(2):
        page = desk.post(f"{DESK}add/organisation/", form)
    assert page.headers["Location"] == f"{DESK}add/organisation/{Organisation.objects.get().pk}/"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "-1"}, "Write an amount in figures"),
        ({"amount": "0"}, "An amount is more than 0."),
        ({"amount": "0.001"}, "at most two digits"),
        ({"amount": "1e400"}, "Write an amount in figures"),
        ({"amount": "9" * 20}, "too large"),
        ({"likelihood": "101"}, "less than or equal to 100"),
        ({"likelihood": "-1"}, "greater than or equal to 0"),
        ({"next_step": ""}, "Say what is to be done on that day."),
        ({"expected_on": "0001-01-01"}, "Look at the year again."),
        ({"kind": "bribe"}, "Select a valid choice"),
        ({"title": " "}, "This field is required"),
    ],
)
def test_what_is_not_in_order_is_said_and_nothing_written(desk, staff, wrong, sentence):
    page = desk.post(f"{DESK}add/organisation/{make_company().pk}/", form_of(staff, **wrong))
    assert (page.status_code, Opportunity.objects.count()) == (422, 0)
    assert sentence in said(page)


def test_a_card_is_of_somebody_who_may_keep_it(desk):
    finance = make_user(Role.FINANCE)
    page = desk.post(f"{DESK}add/organisation/{make_company().pk}/", form_of(finance))
    assert (page.status_code, Opportunity.objects.count()) == (422, 0)
    with pytest.raises(Refused, match="may not keep opportunities"):
        services.add(key=uuid4(), by=finance, organisation=make_company(), title="x", owner=finance)


def test_a_card_moves_by_one_press_and_says_so(desk):
    card = make_card(idle=40)
    page = desk.post(f"{DESK}{card.pk}/move/", {"to": "contact", "version": 1, "next": DESK}, follow=True)
    card.refresh_from_db()
    assert (card.stage, card.version, card.last_step_on, card.is_stale) == ("contact", 2, TODAY(), False)
    assert "is in the stage “Contact” now." in said(page)
    step = OpportunityStep.objects.get()
    assert (step.kind, step.to_stage) == ("moved", "contact")


def test_of_two_who_saw_the_same_card_one_moves_it(desk):
    card = make_card()
    desk.post(f"{DESK}{card.pk}/move/", {"to": "contact", "version": 1})
    page = desk.post(f"{DESK}{card.pk}/move/", {"to": "proposal", "version": 1}, follow=True)
    card.refresh_from_db()
    assert (card.stage, card.steps.count()) == ("contact", 1)
    assert "Somebody else was faster" in said(page)


@pytest.mark.parametrize("form", [{}, {"to": "nowhere", "version": 1}, {"to": "contact", "version": "x"}])
def test_a_move_to_nowhere_is_none(desk, form):
    card = make_card()
    desk.post(f"{DESK}{card.pk}/move/", form)
    card.refresh_from_db()
    assert (card.stage, card.version) == ("lead", 1)


def test_a_card_dropped_on_an_end_is_asked_what_came_of_it(desk):
    card = make_card()
    for to in ("done", "lost"):
        page = desk.post(f"{DESK}{card.pk}/move/", {"to": to, "version": 1})
        assert page.headers["Location"] == f"{DESK}{card.pk}/close/{to}/"
    card.refresh_from_db()
    assert card.stage == "lead"
    assert desk.get(f"{DESK}{card.pk}/close/lead/").status_code == 404


def test_lost_says_why_and_lives_again(desk):
    card = make_card()
    address = f"{DESK}{card.pk}/close/lost/"
    assert desk.post(address, {"closed_on": TODAY(), "reason": "", "version": 1}).status_code == 422
    desk.post(address, {"closed_on": TODAY(), "reason": "预算已定", "version": 1})
    card.refresh_from_db()
    assert (card.stage, card.lost_reason, card.closed_on, card.likelihood) == ("lost", "预算已定", TODAY(), 0)
    desk.post(f"{DESK}{card.pk}/reopen/", {"version": 2})
    card.refresh_from_db()
    assert (card.stage, card.lost_reason, card.closed_on) == ("contact", "", None)


def test_carried_out_names_the_gift_that_came_of_it_and_each_gift_once(desk):
    company = make_company()
    donor = make_donor(company)
    gift, other = make_gift(donor, "5000.00"), make_gift(amount="7000.00")
    pledge = make_pledge(donor, "900.00")
    card, second = make_card(company, kind="donation"), make_card(company, kind="donation")
    page = desk.get(f"{DESK}{card.pk}/close/done/")
    assert ("¥5,000.00" in said(page), "¥900.00" in said(page), "¥7,000.00" in said(page)) == (True, True, False)
    form = {"closed_on": TODAY(), "version": 1}
    assert desk.post(f"{DESK}{card.pk}/close/done/", form | {"became": f"gift-{other.pk}"}).status_code == 422
    desk.post(f"{DESK}{card.pk}/close/done/", form | {"became": f"gift-{gift.pk}"})
    card.refresh_from_db()
    assert (card.stage, card.gift, card.likelihood) == ("done", gift, 100)
    with pytest.raises(Refused, match="another opportunity already"), transaction.atomic():
        services.carry_out(opportunity_id=second.pk, version=1, closed_on=TODAY(), gift=gift, by=card.owner)
    desk.post(f"{DESK}{second.pk}/close/done/", form | {"became": f"pledge-{pledge.pk}"})
    second.refresh_from_db()
    assert (second.stage, second.pledge) == ("done", pledge)


def test_a_sponsorship_is_no_gift(desk):
    company = make_company()
    gift = make_gift(make_donor(company), "5000.00")
    card = make_card(company, kind="sponsorship")
    assert "¥5,000.00" not in said(desk.get(f"{DESK}{card.pk}/close/done/"))
    with pytest.raises(IntegrityError, match="opportunity_one_gift_when_done"), transaction.atomic():
        services.carry_out(opportunity_id=card.pk, version=1, closed_on=TODAY(), gift=gift, by=card.owner)


@pytest.mark.parametrize(("before", "after"), [("lost", "done"), ("done", "lost")])
def test_the_database_turns_no_end_into_another(before, after):
    card = make_card(stage=before)
    fields = {"stage": after, "version": 2, "lost_reason": "x"}
    with pytest.raises(IntegrityError, match="opened again before"), transaction.atomic():
        Opportunity.objects.filter(pk=card.pk).update(**fields)


def test_the_database_lets_no_stage_move_without_the_version():
    card = make_card()
    with pytest.raises(IntegrityError, match="which version was seen"), transaction.atomic():
        Opportunity.objects.filter(pk=card.pk).update(stage="contact")


def test_a_step_is_written_once_and_makes_the_card_fresh(desk):
    card = make_card(idle=60)
    form = {"kind": "visit", "text": "登门拜访", "done_on": TODAY(), "next_step": "寄送方案", "key": uuid4()}
    for _press in range(2):
        desk.post(f"{DESK}{card.pk}/", form)
    card.refresh_from_db()
    assert (card.last_step_on, card.next_step, card.next_on, card.version) == (TODAY(), "寄送方案", None, 2)
    assert [step.text for step in card.steps.all()] == ["登门拜访"]
    page = desk.post(f"{DESK}{card.pk}/", form | {"key": uuid4(), "done_on": TODAY() + timedelta(days=1)})
    assert (page.status_code, card.steps.count()) == (422, 1)


def test_an_old_step_makes_no_card_fresher_or_staler():
    card = make_card(idle=20)
    make_step(card, days=50)
    card.refresh_from_db()
    assert card.last_step_on == TODAY() - timedelta(days=20)


def test_what_has_ended_takes_no_step():
    card = make_card(stage="lost")
    with pytest.raises(WrongState):
        make_step(card)
    assert card.steps.count() == 0


def test_a_change_is_not_written_over_another(desk, staff):
    card = make_card(owner=staff)
    form = form_of(staff, version=1)
    desk.post(f"{DESK}{card.pk}/move/", {"to": "contact", "version": 1})
    page = desk.post(f"{DESK}{card.pk}/edit/", form)
    card.refresh_from_db()
    assert (page.status_code, card.title == form["title"]) == (422, False)
    desk.post(f"{DESK}{card.pk}/edit/", form | {"version": 2, "fund": make_fund().pk})
    card.refresh_from_db()
    assert (card.title, card.version, card.fund.name) == (form["title"], 3, "齐鲁奖学金")


def test_a_paper_is_kept_once_given_out_and_deleted(desk, settings, django_capture_on_commit_callbacks):
    card, other = make_card(), make_card()
    form = {"title": "意向书", "key": uuid4()}
    for _press in range(2):
        file = SimpleUploadedFile("../意向.pdf", PDF)
        desk.post(f"{DESK}{card.pk}/documents/add/", form | {"file": file})
    row = OpportunityFile.objects.get()
    page = desk.get(f"{DESK}{card.pk}/documents/{row.pk}/")
    assert (page.headers["X-Content-Type-Options"], b"".join(page.streaming_content)[:8]) == ("nosniff", b"%PDF-1.4")
    assert "attachment" in page.headers["Content-Disposition"]
    assert desk.get(f"{DESK}{other.pk}/documents/{row.pk}/").status_code == 404
    assert len(list(settings.MEDIA_ROOT.rglob("*.pdf"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{DESK}{card.pk}/documents/{row.pk}/remove/")
    assert (OpportunityFile.objects.count(), list(settings.MEDIA_ROOT.rglob("*.pdf"))) == (0, [])


def test_a_file_that_is_none_is_refused(desk):
    card = make_card()
    file = SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script>")
    page = desk.post(f"{DESK}{card.pk}/documents/add/", {"title": "x", "key": uuid4(), "file": file})
    assert (page.status_code, OpportunityFile.objects.count()) == (422, 0)


def test_all_open_cards_of_a_colleague_are_handed_over(desk, staff):
    leaver, taker = make_user(Role.STAFF, name="张老师"), make_user(Role.STAFF, name="王老师")
    opened, ended = make_card(owner=leaver, idle=50), make_card(owner=leaver, stage="lost")
    own = make_card(owner=staff)
    form = {"owner": leaver.pk, "taker": taker.pk}
    page = desk.post(f"{DESK}hand-over/", form)
    assert page.context["count"] == 1
    assert Opportunity.objects.get(pk=opened.pk).owner == leaver
    desk.post(f"{DESK}hand-over/", form | {"sure": "1"})
    assert [Opportunity.objects.get(pk=card.pk).owner for card in (opened, ended, own)] == [taker, leaver, staff]
    opened.refresh_from_db()
    assert (opened.version, opened.is_stale, opened.steps.get().text) == (2, True, "张老师 → 王老师")


def test_ending_a_role_moves_the_open_cards():
    handover = next(each for each in hooks.handovers if each.name == "donations.opportunities")
    leaver, taker = make_user(Role.STAFF), make_user(Role.STAFF)
    card = make_card(owner=leaver)
    make_card(owner=leaver, stage="done")
    assert list(handover.due_of(leaver)) == [card]
    with transaction.atomic():
        assert handover.take(handover.due_of(leaver), taker) == 1
    assert Opportunity.objects.get(pk=card.pk).owner == taker
    with pytest.raises(CannotTake), transaction.atomic():
        handover.take(handover.due_of(taker), make_user(Role.FINANCE))


def test_who_may_not_see_the_club_sees_no_card(enter):
    card = make_card()
    make_paper(card)
    for role in (Role.FINANCE, Role.EDITOR, Role.AUDITOR):
        client = enter(make_user(role))
        assert [client.get(address).status_code for address in (DESK, f"{DESK}{card.pk}/", f"{DESK}list/")] == [403] * 3
