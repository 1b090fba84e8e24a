import re
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alumni.models import (
    Alumnus,
    Card,
    ChangeRequest,
    Consent,
    ContactPoint,
    DataRequest,
    Degree,
    Profile,
    Succession,
    Verification,
)
from alumni.queries.claims import Said
from alumni.services import claims, corrections
from alumni.services.claims import likely_records
from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user
from tests.waiting import at_once

from .people import make_applicant, make_claim, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def office(client):
    user = make_user()
    client.force_login(user)
    return user


def act(client, what, claim, data=None):
    return client.post(reverse(f"admin:alumni_verification_{what}", args=[claim.pk]), data or {})


def settle():
    """The database writes the rows of the search at the end of a transaction; here they are wanted now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def page(client, claim):
    return client.get(reverse("admin:alumni_verification_change", args=[claim.pk]))


def listed(client):
    return [claim.pk for claim in client.get(reverse("admin:alumni_verification_changelist")).context["page"].rows]


def test_accepting_makes_the_applicant_the_person_and_says_so_by_mail(client, office):
    person = make_record(email="")
    claim = make_claim(make_applicant(language="zh-hans"), alumnus=person)

    act(client, "accept", claim, {"person": person.pk})

    person.refresh_from_db()
    claim.refresh_from_db()
    assert (person.user, claim.state, claim.alumnus, claim.decided_by) == (claim.user, "accepted", person, office)
    told = person.field_sources["verified"]
    assert (told["source"], told["by"], person.verified_at is not None) == ("alumnus", office.pk, True)
    contact = person.contacts.get()
    assert (contact.value, contact.state, contact.source) == (claim.user.email, "verified", "alumnus")
    mail = Message.objects.get()
    assert (mail.to, mail.person_id) == (claim.user.email, person.pk)
    told = client.get(reverse("admin:alumni_alumnus_detail", args=[person.pk])).content.decode()
    assert reverse("admin:alumni_verification_revoke", args=[person.pk]) in told
    assert claim.user.email not in told


def test_likely_records_stand_side_by_side_best_first_with_the_exact_one_on_top(client, office):
    exact = make_record()
    near = make_record(number="", college=make_college("化学学院"))
    make_record("李静", number="")
    far = make_record(number="", graduation_year=1960, college=make_college("医学院"))
    claim = make_claim(alumnus=exact, college=make_college(), graduation_year=1998)

    settle()

    found = likely_records(claim, office)

    assert [record.person.pk for record in found] == [exact.pk, near.pk, far.pk]
    assert found[0].is_matched
    assert found[0].score > found[1].score > found[2].score
    text = page(client, claim).content.decode()
    assert text.count('name="person"') == 3


def test_a_predecessors_college_counts_as_the_same(office):
    old, new = make_college("数学系"), make_college("数学学院")
    Succession.objects.create(predecessor=old, successor=new, kind="renamed")
    make_record(number="", college=old)
    claim = make_claim(student_no="", college=new, graduation_year=1998)

    settle()
    assert "Same college" in likely_records(claim, office)[0].reasons


def test_somebody_who_is_not_on_file_is_entered_from_the_request(client, office):
    college = make_college()
    claim = make_claim(college=college, graduation_year=1998, college_line=[college.pk])

    act(client, "enter", claim)
    act(client, "enter", claim)

    person = Alumnus.objects.get()
    degree = Degree.objects.get()
    assert (person.name, person.user, person.source, person.entered_by) == ("王晓明", claim.user, "alumnus", office)
    assert (degree.college, degree.school, degree.graduation_year, degree.student_no) == (
        college, college.school, 1998, "199400123"
    )  # fmt: skip


def test_asking_back_and_refusing_write_a_mail_with_the_words(client, office):
    claim = make_claim(make_applicant(language="en"))
    act(client, "ask", claim, {"question": "Which class?"})
    claim.refresh_from_db()
    assert (claim.state, claim.answer, claim.decided_at) == ("asked", "Which class?", None)

    act(client, "refuse", claim, {"reason": "The number is another person’s."})
    claim.refresh_from_db()
    assert (claim.state, claim.answer, claim.decided_by) == ("refused", "The number is another person’s.", office)
    texts = list(Message.objects.order_by("pk").values_list("to", "text"))
    assert [to for to, _text in texts] == [claim.user.email] * 2
    assert "Which class?" in texts[0][1]
    assert "another person’s" in texts[1][1]


def test_a_refusal_needs_a_reason(client, office):
    claim = make_claim()

    assert act(client, "refuse", claim, {"reason": " "}).status_code == 422
    claim.refresh_from_db()
    assert (claim.state, Message.objects.count()) == ("requested", 0)


def test_a_decided_claim_is_not_decided_again(client, office):
    person = make_record()
    claim = make_claim(state="refused", answer="x")

    act(client, "accept", claim, {"person": person.pk})
    act(client, "enter", claim)
    act(client, "ask", claim, {"question": "?"})
    act(client, "refuse", claim, {"reason": "y"})

    claim.refresh_from_db()
    assert (claim.state, claim.answer, Message.objects.count(), Alumnus.objects.count()) == ("refused", "x", 0, 1)


def test_a_claim_on_a_record_of_somebody_else_is_flagged_and_cannot_be_accepted(client, office):
    person = make_record()
    first = make_applicant()
    Alumnus.objects.filter(pk=person.pk).update(user=first, verified_at=timezone.now())
    make_claim(first, state="accepted", alumnus=person)
    claim = make_claim(alumnus=person)

    assert "Conflict" in client.get(reverse("admin:alumni_verification_changelist")).content.decode()
    shown = page(client, claim)
    assert (shown.context["is_conflict"], shown.context["may_accept"]) == (True, False)
    act(client, "accept", claim, {"person": person.pk})

    person.refresh_from_db()
    claim.refresh_from_db()
    assert (person.user, claim.state, Message.objects.count()) == (first, "requested", 0)


def test_an_officer_is_told_of_another_open_claim_to_the_same_record(client, office):
    person = make_record()
    claim = make_claim(alumnus=person)
    assert page(client, claim).context["rivals"] == 0
    make_claim(alumnus=person)

    assert page(client, claim).context["rivals"] == 1


def test_a_user_who_is_somebody_already_is_not_made_a_second_person(client, office):
    one, other = make_record(), make_record("李静", number="5", email="")
    user = make_applicant()
    Alumnus.objects.filter(pk=one.pk).update(user=user)
    claim = make_claim(user, alumnus=other)

    act(client, "accept", claim, {"person": other.pk})

    assert Alumnus.objects.get(pk=other.pk).user is None


def test_accepting_a_person_with_two_records_goes_on_to_their_merge(client, office):
    one, other = make_record(), make_record(email="")
    claim = make_claim()

    answer = act(client, "accept", claim, {"person": other.pk, "also": one.pk})

    assert answer["Location"] == reverse("admin:alumni_merge_create", args=[one.pk, other.pk])
    assert client.get(answer["Location"]).status_code == 200
    client.post(answer["Location"], {"keep": one.pk})
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.user, other.merged_into) == (claim.user, one)


def test_college_officers_see_claims_of_their_colleges_and_people_the_office_all(client):
    old, college, elsewhere = make_college("数学系"), make_college(), make_college("化学学院")
    Succession.objects.create(predecessor=old, successor=college, kind="renamed")
    theirs = make_claim(college_line=[college.pk])
    before = make_claim(college=old, college_line=[old.pk, college.pk])
    of_person = make_claim(alumnus=make_record())
    foreign = make_claim(college_line=[elsewhere.pk])
    nobodys = make_claim(student_no="")
    make_claim(state="code_sent", college_line=[college.pk])
    expected = {
        "staff": [nobodys.pk, foreign.pk, of_person.pk, before.pk, theirs.pk],
        "college_officer": [of_person.pk, before.pk, theirs.pk],
    }

    for role, pks in expected.items():
        client.force_login(make_user(role, college if role == "college_officer" else None))
        assert listed(client) == pks
        waiting = {row["label"]: row["count"] for row in client.get("/admin/").context["waiting"]}
        assert waiting["Claims to decide"] == len(pks)
    for what in ("accept", "enter", "ask", "refuse"):
        assert act(client, what, foreign, {"person": 1, "question": "?", "reason": "x"}).status_code == 404
    assert page(client, foreign).status_code == 404
    for role in ("finance", "editor", "auditor"):
        client.force_login(make_user(role))
        assert page(client, theirs).status_code == 403
    foreign.refresh_from_db()
    assert foreign.state == "requested"


def test_an_officer_accepts_onto_nobody_out_of_reach_and_enters_nobody_there(client):
    college, elsewhere = make_college(), make_college("化学学院")
    client.force_login(make_user("college_officer", college))
    stranger = make_record(college=elsewhere)
    claim = make_claim(college=elsewhere, college_line=[college.pk])
    settle()

    assert act(client, "accept", claim, {"person": stranger.pk}).status_code == 404
    assert [record.person.pk for record in page(client, claim).context["likely"]] == []
    act(client, "enter", claim)
    claim.refresh_from_db()
    assert (claim.state, Alumnus.objects.count()) == ("requested", 1)


def test_nobody_decides_about_oneself(client):
    user = make_user(email="both@example.com")
    claim = make_claim(user)
    client.force_login(user)

    assert listed(client) == []
    assert act(client, "accept", claim, {"person": make_record().pk}).status_code == 404


def test_each_look_at_a_claim_is_logged(client, office):
    claim = make_claim()
    page(client, claim)

    record = AccessRecord.objects.get(target="alumni.verification")
    assert (record.action, record.target_id, record.by) == ("view", claim.pk, office)


def revoke(client, person, reason="不是本人"):
    return client.post(reverse("admin:alumni_verification_revoke", args=[person.pk]), {"reason": reason})


def linked():
    person = make_record()
    claim = make_claim(make_applicant(language="en"), alumnus=person)
    claims.accept_claim(claim=claim, person=person, by=make_user())
    return person, claim


def test_revoking_ends_every_right_at_once_and_writes_why(client, office):
    person, claim = linked()
    user = claim.user
    Card.objects.create(alumnus=person, number="2026000001", token="t" * 43)
    make_contact(person, value="+8613911112222", source="alumnus", entered_by=user, state="verified",
                 verified_at=timezone.now())  # fmt: skip
    ChangeRequest.objects.create(alumnus=person, kind="names", values={"name": "x"}, asked_by=user, key="7" * 32)
    member = type(client)()
    member.force_login(user)
    assert member.get(reverse("alumni:changes")).status_code == 200

    assert revoke(client, person)["Location"] == reverse("admin:alumni_alumnus_detail", args=[person.pk])

    assert member.get(reverse("alumni:changes"))["Location"] == "/claim/"
    person.refresh_from_db()
    claim.refresh_from_db()
    assert (person.user, person.verified_at, claim.state, claim.answer) == (None, None, "refused", "不是本人")
    assert Card.objects.get().withdrawn_at is not None
    assert ChangeRequest.objects.get().state == "withdrawn"
    states = dict(ContactPoint.objects.values_list("value", "state"))
    assert states == {"ming@mail.example": "unverified", user.email: "ended", "+8613911112222": "ended"}
    assert "不是本人" in Message.objects.latest("pk").text
    told = person.field_sources["verified"]
    assert (told["source"], told["by"], told["reason"]) == ("staff", office.pk, "不是本人")
    assert "不是本人" in member.get(reverse("alumni:claim")).content.decode()


def test_only_the_office_revokes(client):
    person, claim = linked()
    client.force_login(make_user("college_officer", make_college()))
    assert revoke(client, person).status_code == 404
    client.force_login(make_user("auditor"))
    assert revoke(client, person).status_code == 403
    client.force_login(claim.user)
    assert revoke(client, person).status_code == 302
    person.refresh_from_db()
    assert person.user == claim.user


def test_after_a_revocation_the_right_person_can_be_accepted(client, office):
    person, _claim = linked()
    second = make_claim(alumnus=person)
    act(client, "accept", second, {"person": person.pk})
    revoke(client, person)
    act(client, "accept", second, {"person": person.pk})

    person.refresh_from_db()
    assert person.user == second.user


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_asks_as_often_for_five_as_for_one(client, office, rows, django_assert_num_queries):
    for _ in range(rows):
        make_claim(college=make_college(), alumnus=make_record())
    url = reverse("admin:alumni_verification_changelist")
    client.get(url)

    with django_assert_num_queries(4):
        client.get(url)


def kinds_at_once(*calls):
    ends = at_once(*calls, expected=(claims.AlreadyDecided, claims.ClaimConflict))
    return sorted(type(end).__name__ for end in ends)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_of_two_accepts_of_one_claim_or_onto_one_record_one_wins(round_):
    staff = make_user()
    person, other = make_record(), make_record()
    claim, rival = make_claim(), make_claim()

    assert kinds_at_once(
        lambda: claims.accept_claim(claim=claim, person=person, by=staff),
        lambda: claims.accept_claim(claim=claim, person=other, by=staff),
    ) == ["Decided", "Message"]
    taken = Alumnus.objects.get(user=claim.user)
    assert kinds_at_once(
        lambda: claims.accept_claim(claim=rival, person=taken, by=staff),
        lambda: claims.refuse_claim(claim=rival, reason="x", by=staff),
    ) in (["Decided", "Message"], ["Message", "Taken"])
    free = make_record()
    one, two = make_claim(), make_claim()
    assert kinds_at_once(
        lambda: claims.accept_claim(claim=one, person=free, by=staff),
        lambda: claims.accept_claim(claim=two, person=free, by=staff),
    ) == ["Message", "Taken"]
    assert Verification.objects.filter(state="accepted").count() == 2
    assert Message.objects.filter(created_at__gt=timezone.now() - timedelta(minutes=5)).count() == 3


def test_a_degree_without_a_college_and_a_person_without_degrees_can_be_looked_at(client, office):
    person = make_alumnus("王晓明")
    make_degree(person, major="数学")
    claim = make_claim(alumnus=person, student_no="")

    assert page(client, claim).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_people_with_right_codes_for_one_record_one_wins():
    person = make_record()
    target = person.contacts.get().pk
    asked = []
    for user in (make_applicant(), make_applicant()):
        claim, message = claims.send_code(said=Said("王晓明", "199400123"), target_id=target, by=user)
        asked.append((claim, re.search(r"^\d{6}$", message.text, re.M)[0]))

    answers = kinds_at_once(*(partial(claims.confirm_code, claim=claim, code=code) for claim, code in asked))

    assert answers == ["Taken", "Verification"]
    person.refresh_from_db()
    assert person.user.verifications.get().state == "accepted"
    assert sorted(Verification.objects.values_list("state", flat=True)) == ["accepted", "code_sent"]


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_no_more_than_five_count():
    make_record()
    user = make_applicant()
    point = ContactPoint.objects.get()
    claim, message = claims.send_code(said=Said("王晓明", "199400123"), target_id=point.pk, by=user)
    right = int(re.search(r"^\d{6}$", message.text, re.M)[0])

    def guess(code):
        try:
            return claims.confirm_code(claim=claim, code=code)
        except claims.CodeRefused as refused:
            return refused

    guesses = [partial(guess, f"{(right + step) % 1_000_000:06}") for step in range(1, 13)]
    assert kinds_at_once(*guesses) == ["CodeRefused"] * 12
    assert claim.challenges.get().tries == 5
    assert type(guess(f"{right:06}")) is claims.CodeRefused


def test_nothing_of_a_revoked_user_rules_the_record_of_the_real_person(office):
    impostor, person = make_applicant(), make_record()
    Alumnus.objects.filter(pk=person.pk).update(user=impostor, verified_at=timezone.now())
    link, _mail = corrections.send_link(person=person, point=person.contacts.get(), by=office)
    through_link = make_contact(person, kind="email", value="bad@example.com", source="alumnus")
    Profile.objects.create(alumnus=person, listed="alumni", offer="…", offer_audience="public")
    wish = DataRequest.objects.create(
        kind="deletion", alumnus=person, user=impostor, due_on=timezone.localdate(), key=uuid4()
    )
    for source, by in (("alumnus", impostor), ("staff", office)):
        purpose = "publish" if by == impostor else "contact"
        Consent.objects.create(alumnus=person, purpose=purpose, channel="any", given=True, source=source, by=by)

    claims.revoke_verification(person_id=person.pk, reason="不是本人", by=office)

    for row in (link, through_link, wish):
        row.refresh_from_db()
    assert (link.revoked_at is not None, through_link.state, wish.state) == (True, "ended", "withdrawn")
    profile = Profile.objects.get()
    assert (profile.listed, profile.offer, profile.takes_messages) == ("nobody", "", False)
    latest = {each.purpose: each.given for each in Consent.objects.order_by("pk")}
    assert latest == {"publish": False, "contact": True}
