"""Whom a need may interest, with the reasons; invited once each, and only who agreed to be written to."""

import pytest
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.models import Alumnus, Consent
from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from donations.models import NeedInvitation
from donations.queries import matching
from donations.services import cases
from donations.services.refusals import Refused
from tests.factories import make_college, make_contact, make_degree, make_member, make_reader, make_user
from tests.giving import make_organisation, make_organisation_person
from tests.giving_needs import make_case, make_need, make_offer

pytestmark = pytest.mark.django_db


def proposed(need, user=None):
    with translation.override("en"):
        return {each.name: each.reasons for each in matching.proposed(need, user or make_user(Role.STAFF))}


def member(name, **fields):
    person = make_member(name, **fields)
    make_contact(person, "email", f"{person.pk}@example.com")
    Consent.objects.create(alumnus=person, purpose="contact", channel="email", given=True, source="alumnus")
    return person


def test_each_reason_is_said_and_the_best_come_first():
    need = make_need(industry="I", province="37", city="济南")
    make_offer(member("供"), text="五个名额")
    earlier = make_need("去年的实习")
    make_case(earlier, member("答"))
    company = make_organisation("浪潮", industry="I")
    make_organisation_person(company, member("职"))
    member("业", industry="I")
    member("居", province="37", city="济南市")
    member("无", province="11")
    found = proposed(need)
    assert found == {
        "供": ["offers: 五个名额"], "答": ["answered before: 去年的实习"], "职": ["is with 浪潮"],
        "业": ["works in the trade: Information technology"], "居": ["lives there: 济南"],
    }  # fmt: skip
    assert list(found)[:3] == ["供", "答", "职"]


def test_it_is_one_statement_for_one_and_for_many(django_assert_num_queries):
    need, user = make_need(industry="I"), make_user(Role.STAFF)
    for count in (1, 5):
        for number in range(count):
            make_reader(f"x{count}{number}@example.com", f"王{count}{number}", industry="I")
        user.reach("alumni.view_alumnus")
        with django_assert_num_queries(1):
            matching.proposed(need, user)


def test_nobody_is_proposed_who_may_not_be_written_to_or_is_not_meant():
    need = make_need(industry="I", audience="trade")
    make_reader("a@example.com", "未同意", agreed=False, industry="I")
    make_reader("b@example.com", "没说过", agreed=None, industry="I")
    make_reader("c@example.com", "退信", state="bounced", industry="I")
    make_reader("d@example.com", "故去", life="deceased", industry="I")
    make_offer(make_reader("e@example.com", "别的行业", industry="J"))
    make_reader("f@example.com", "可以", industry="I")
    assert list(proposed(need)) == ["可以"]


def test_an_offer_for_another_place_or_trade_does_not_speak_for_a_person():
    need = make_need(province="37", industry="I")
    for number, fields in enumerate([{"province": "11"}, {"industry": "C"}, {"kind": "job"}]):
        make_offer(make_reader(f"x{number}@example.com", "王"), **fields)
    assert proposed(need) == {}


def test_a_college_officer_is_proposed_the_own_people_only():
    college = make_college("数学学院")
    officer = make_user(Role.COLLEGE_OFFICER, college)
    need = make_need(industry="I")
    make_degree(make_reader("a@example.com", "本院", industry="I"), college=college)
    other = make_reader("b@example.com", "外院", industry="I")
    assert list(proposed(need, officer)) == ["本院"]
    assert cases.invite(need_id=need.pk, people=[other.pk], by=officer) == 0


def test_who_is_invited_gets_one_mail_and_is_not_proposed_again():
    need, by = make_need(industry="I"), make_user(Role.STAFF)
    person = make_reader("a@example.com", "王一", industry="I")
    assert cases.invite(need_id=need.pk, people=[person.pk, person.pk], by=by) == 1
    assert cases.invite(need_id=need.pk, people=[person.pk], by=by) == 0
    assert NeedInvitation.objects.count() == 1
    assert [mail.to for mail in Message.objects.filter(key__startswith="need-invitation")] == ["a@example.com"]
    assert proposed(need) == {}


def test_consent_is_asked_again_when_the_mail_is_written():
    need, by = make_need(industry="I"), make_user(Role.STAFF)
    person = make_reader("a@example.com", "王一", industry="I")
    Consent.objects.create(alumnus=person, purpose="contact", channel="email", given=False, source="alumnus")
    assert cases.invite(need_id=need.pk, people=[person.pk], by=by) == 0
    assert not Message.objects.filter(key__startswith="need-invitation").exists()


def test_nobody_is_invited_to_what_nobody_can_answer():
    person = make_reader("a@example.com", "王一")
    with pytest.raises(Refused):
        cases.invite(need_id=make_need(state="submitted").pk, people=[person.pk], by=make_user(Role.STAFF))


def test_an_offer_finds_the_needs_that_find_it():
    user = make_user(Role.STAFF)
    offer = make_offer(province="37", industry="I")
    fits = [make_need(province="37"), make_need(industry="I"), make_need()]
    for fields in ({"province": "11"}, {"industry": "C"}, {"kind": "job"}, {"state": "submitted"}):
        make_need(**fields)
    assert set(matching.needs_for(offer, user)) == set(fits)
    assert all(offer in matching.offers_for(need) for need in fits)


def test_who_has_asked_not_to_be_used_is_not_proposed():
    make_reader("a@example.com", "限", industry="I")
    Alumnus.objects.update(restricted_at=timezone.now())
    assert proposed(make_need(industry="I")) == {}


PEOPLE = st.tuples(
    st.sampled_from(["I", "C", ""]), st.sampled_from(["37", "11", ""]), st.sampled_from(["济南", "青岛", ""]),
    st.sampled_from(["", "", "offer", "answer", "work"]),
    st.sampled_from(["yes", "yes", "yes", "no", "silent", "unreachable"]),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(PEOPLE, min_size=4, max_size=24),
    st.sampled_from([("I", "37", ""), ("I", "37", "济南"), ("I", "", ""), ("", "37", ""), ("", "", "")]),
)
def test_the_best_are_those_whom_one_finds_who_asks_everybody(db, made, asked):
    with transaction.atomic():
        industry, province, city = asked
        need = make_need(industry=industry, province=province, city=city)
        earlier, company = make_need("去年的实习"), make_organisation("浪潮", industry="I")
        points = {}
        for place, (trade, lives, town, says, word) in enumerate(made):
            person = make_member(f"人{place}", industry=trade, province=lives, city=town if lives == "37" else "")
            if word != "unreachable":
                make_contact(person, "email", f"{person.pk}@example.com")
            if word != "silent":
                Consent.objects.create(
                    alumnus=person, purpose="contact", channel="email", given=word != "no", source="alumnus"
                )
            score = 2 * (bool(industry) and trade == industry)
            score += 2 * (bool(province) and lives == province and (not city or person.city == city))
            if says == "offer":
                make_offer(person)
                score += 8
            elif says == "answer":
                make_case(earlier, person)
                score += 4
            elif says == "work":
                make_organisation_person(company, person)
                score += 3 * (industry == "I")
            if word == "yes" and score:
                points[person.pk] = score
        best = sorted(points, key=lambda pk: (-points[pk], pk))
        user = make_user(Role.STAFF)
        for most in (1, 3, 50):
            assert [each.pk for each in matching.proposed(need, user, most=most)] == best[:most]
        transaction.set_rollback(True)
