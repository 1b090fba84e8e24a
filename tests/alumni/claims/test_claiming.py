from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, Challenge, ContactPoint, Verification
from alumni.queries.claims import Said, match
from alumni_office.mail.models import Message
from tests.factories import make_alumnus, make_college, make_contact, make_degree

from .people import SAID, code_sent_last, make_applicant, make_claim, make_record, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def applicant(client):
    user = make_applicant(language="en")
    client.force_login(user)
    return user


def go(client, name, data=None, *args):
    url = reverse(f"alumni:{name}", args=args)
    return client.get(url) if data is None else client.post(url, data)


def say(client, **said):
    return go(client, "claim", SAID | said)


def state(user):
    return Verification.objects.get(user=user).state


def test_a_stranger_is_shown_to_the_sign_in(client):
    for name in ("claim", "claim-prove", "changes"):
        assert go(client, name)["Location"].startswith("/account/login/")


def test_without_a_confirmed_email_nothing_can_be_claimed(client):
    user = make_applicant()
    user.emailaddress_set.update(verified=False)
    client.force_login(user)

    assert "account/email" in go(client, "claim").content.decode()
    assert say(client).status_code == 200
    assert go(client, "claim-prove")["Location"] == "/claim/"
    assert "claim.said" not in client.session


def test_a_code_to_the_address_on_file_confirms_at_once(client, applicant):
    person = make_record()
    say(client)
    page = go(client, "claim-prove").content.decode()
    assert "m***@m***.example" in page
    assert "ming@mail.example" not in page

    go(client, "claim-code", {"target": person.contacts.get().pk})
    assert (Message.objects.get().to, state(applicant)) == ("ming@mail.example", "code_sent")
    answer = go(client, "claim-confirm", {"code": code_sent_last()})

    assert answer["Location"] == "/claim/"
    person.refresh_from_db()
    assert (person.user, state(applicant)) == (applicant, "accepted")
    assert person.verified_at is not None
    assert person.field_sources["verified"]["source"] == "alumnus"
    contacts = person.contacts.order_by("pk").values_list("value", "state", "source")
    assert list(contacts) == [
        ("ming@mail.example", "verified", "staff"), (applicant.email, "verified", "alumnus")
    ]  # fmt: skip
    assert "王晓明" in go(client, "claim").content.decode()


def test_the_name_with_college_and_year_leads_to_the_record_as_well(client, applicant):
    make_record(number="")
    answer = say(client, student_no="", college=make_college().pk, graduation_year="1998")

    assert answer["Location"] == "/claim/prove/"
    assert "m***@m***.example" in go(client, "claim-prove").content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"name": "王小明"},
        {"student_no": "199400124"},
        {"student_no": "", "graduation_year": "1997", "college": True},
        {"name": "李静", "student_no": "", "graduation_year": "1998", "college": True},
    ],
)  # fmt: skip
def test_whoever_says_something_else_learns_nothing(client, applicant, said):
    make_record()
    if said.get("college"):
        said = said | {"college": make_college().pk}

    assert say(client, **said)["Location"] == "/claim/prove/"
    assert "***@" not in go(client, "claim-prove").content.decode()


def test_pages_for_a_known_and_an_unknown_person_are_the_same_without_an_address(client, applicant):
    make_record(email="")
    pages = []
    for number in ("199400123", "000000000"):
        say(client, student_no=number)
        text = go(client, "claim-prove").content.decode().replace(number, "")
        pages.append("\n".join(line for line in text.splitlines() if "csrf" not in line))

    assert pages[0] == pages[1]


def test_two_people_who_fit_are_for_the_office(client, applicant):
    make_record(number="")
    make_record(number="", email="other@mail.example")

    assert match(Said("王晓明", "", make_college().pk, 1998)) is None
    say(client, student_no="", college=make_college().pk, graduation_year="1998")
    assert "***@" not in go(client, "claim-prove").content.decode()


def test_names_are_compared_as_they_are_written_anywhere():
    person = make_record("葉國華".translate(str.maketrans("葉國華", "叶国华")))
    Alumnus.objects.filter(pk=person.pk).update(former_names=["叶小华"], latin_name="Guohua Ye")

    for name in ("叶国华", "叶小华", "Guohua Ye", "GUOHUA YE"):
        assert match(Said(name, "199400123")) == person
    for name in ("叶国", "叶国华华", "国华", "Ye"):
        assert match(Said(name, "199400123")) is None


def test_a_college_of_today_finds_the_graduate_of_its_predecessor():
    from alumni.models import Succession

    old, new, other = make_college("数学系"), make_college("数学学院"), make_college("化学学院")
    Succession.objects.create(predecessor=old, successor=new, kind="renamed")
    person = make_record(number="", college=old)

    assert match(Said("王晓明", "", new.pk, 1998)) == person
    assert match(Said("王晓明", "", old.pk, 1998)) == person
    assert match(Said("王晓明", "", other.pk, 1998)) is None


def test_a_number_that_contradicts_the_record_is_no_match():
    make_record(number="199400999")

    assert match(Said("王晓明", "199400123", make_college().pk, 1998)) is None


@pytest.mark.parametrize("change", [{"life": "deceased"}, {"archived_at": timezone.now()}])
def test_no_code_goes_to_the_dead_and_the_archived(client, applicant, change):
    person = make_record()
    Alumnus.objects.filter(pk=person.pk).update(**change)
    say(client)

    assert go(client, "claim-code", {"target": person.contacts.get().pk})["Location"] == "/claim/prove/"
    assert Message.objects.count() == Challenge.objects.count() == 0


def test_bad_and_ended_addresses_and_telephones_without_a_provider_get_no_code(client, applicant):
    person = make_record(email="")
    make_contact(person, kind="email", value="bad@mail.example", state="bad")
    make_contact(person, kind="email", value="ended@mail.example", state="ended")
    make_contact(person)
    say(client)

    for point in person.contacts.all():
        go(client, "claim-code", {"target": point.pk})
    assert Challenge.objects.count() == 0


texts = []


def send_text(number, text):
    texts.append((number, text))


def test_a_telephone_gets_a_code_where_a_provider_is_configured(
    client, applicant, settings, django_capture_on_commit_callbacks
):
    settings.SMS_BACKEND = f"{__name__}.send_text"
    person = make_record(email="")
    point = make_contact(person)
    say(client)
    assert "+86138****00" in go(client, "claim-prove").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        go(client, "claim-code", {"target": point.pk})

    ((number, text),) = texts
    code = next(line for line in text.splitlines() if line.isdigit())
    go(client, "claim-confirm", {"code": code})
    assert (number, state(applicant)) == ("+8613800000000", "accepted")
    assert Message.objects.filter(purpose="alumni.code").count() == 0


def test_a_code_never_goes_to_an_address_of_somebody_else(client, applicant):
    make_record()
    other = make_record("李静", email="li@mail.example", number="199400777")
    own = make_contact(make_alumnus("赵强"), kind="email", value=applicant.email)
    say(client)

    for target in (other.contacts.get().pk, own.pk, 0, -1, "x", 2**63, ""):
        go(client, "claim-code", {"target": target})
    assert Challenge.objects.count() == 0


def test_five_wrong_codes_end_a_code(client, applicant):
    person = make_record()
    say(client)
    go(client, "claim-code", {"target": person.contacts.get().pk})
    right = code_sent_last()
    wrong = [f"{(int(right) + step) % 1_000_000:06}" for step in range(1, 6)]

    for code in wrong:
        assert go(client, "claim-confirm", {"code": code}).status_code == 422
    assert go(client, "claim-confirm", {"code": right}).status_code == 422
    assert (Challenge.objects.get().tries, state(applicant)) == (5, "code_sent")


def test_a_code_is_good_for_ten_minutes_once_and_only_the_last(client, applicant):
    person = make_record()
    target = {"target": person.contacts.get().pk}
    say(client)
    go(client, "claim-code", target)
    first = code_sent_last()
    assert timedelta(minutes=9) < Challenge.objects.get().expires_at - timezone.now() <= timedelta(minutes=10)
    go(client, "claim-code", target)
    second = code_sent_last()
    if first != second:
        assert go(client, "claim-confirm", {"code": first}).status_code == 422
    now = timezone.now()
    Challenge.objects.update(created_at=now - timedelta(minutes=11), expires_at=now - timedelta(minutes=1))
    assert go(client, "claim-confirm", {"code": second}).status_code == 422
    assert state(applicant) == "code_sent"


def test_a_code_belongs_to_one_user(client, applicant):
    person = make_record()
    say(client)
    go(client, "claim-code", {"target": person.contacts.get().pk})
    code = code_sent_last()
    other = make_applicant()
    client.force_login(other)
    say(client)
    go(client, "claim-code", {"target": person.contacts.get().pk})

    if code_sent_last() != code:
        assert go(client, "claim-confirm", {"code": code}).status_code == 422
    assert Alumnus.objects.get(pk=person.pk).user is None


def test_the_code_is_stored_as_a_hash_only(client, applicant):
    person = make_record()
    say(client)
    go(client, "claim-code", {"target": person.contacts.get().pk})

    stored = Challenge.objects.values().get()
    assert all(code_sent_last() != str(value) for value in stored.values())
    assert len(stored["code_hash"]) == 64


def test_three_codes_an_hour_for_a_user_and_for_an_address(client, applicant):
    person = make_record()
    target = {"target": person.contacts.get().pk}
    say(client)
    for _ in range(4):
        go(client, "claim-code", target)
    assert Challenge.objects.count() == 3

    client.force_login(make_applicant())
    say(client)
    go(client, "claim-code", target)
    assert Challenge.objects.count() == 3

    Challenge.objects.update(created_at=timezone.now() - timedelta(hours=2))
    go(client, "claim-code", target)
    assert Challenge.objects.count() == 4


def test_five_looks_a_day_known_or_not(client, applicant):
    answers = [say(client, student_no=f"19940012{number}").status_code for number in range(6)]

    assert answers == [302, 302, 302, 302, 302, 429]


def test_the_form_says_what_is_wrong_at_its_field(client, applicant):
    page = say(client, name="12345", student_no="")
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"name"}
    page = say(client, student_no="37010219760923123X")
    assert "ID-card" in str(page.context["form"].errors["student_no"])
    page = say(client, student_no="")
    assert set(page.context["form"].errors) == {"__all__"}


def test_a_request_with_evidence_waits_for_the_office_and_can_be_withdrawn(client, applicant):
    from django.core.files.uploadedfile import SimpleUploadedFile

    say(client, student_no="", college=make_college().pk, graduation_year="1998")
    files = [SimpleUploadedFile("diploma.pdf", picture(), "application/pdf")]
    go(client, "claim-prove", {"statement": "", "documents": files})

    claim = Verification.objects.get()
    assert (claim.state, claim.college_line, claim.alumnus) == ("requested", [make_college().pk], None)
    assert claim.evidence.get().kind == "png"
    assert "office’s turn" in go(client, "claim").content.decode()
    go(client, "claim-withdraw", {})
    assert state(applicant) == "withdrawn"
    assert go(client, "claim").status_code == 200


def test_a_double_click_makes_one_request(client, applicant):
    for _ in range(2):
        say(client)
        go(client, "claim-prove", {"statement": "二班的"})

    assert Verification.objects.count() == 1


def test_evidence_instead_of_a_code_makes_the_same_claim_a_request(client, applicant):
    person = make_record()
    say(client)
    go(client, "claim-code", {"target": person.contacts.get().pk})
    go(client, "claim-prove", {"statement": "信箱已不用"})

    claim = Verification.objects.get()
    assert (claim.state, claim.alumnus) == ("requested", person)
    assert go(client, "claim-confirm", {"code": code_sent_last()})["Location"] == "/claim/"
    assert state(applicant) == "requested"


def test_a_question_is_answered_with_more_evidence(client, applicant):
    from django.core.files.uploadedfile import SimpleUploadedFile

    make_claim(applicant, state="asked", answer="哪个班？", statement="数学系")
    page = go(client, "claim").content.decode()
    assert "It is your turn" in page
    assert "哪个班？" in page

    go(client, "claim-answer", {"statement": "二班", "documents": [SimpleUploadedFile("x.jpg", picture("JPEG"))]})

    claim = Verification.objects.get()
    assert (claim.state, claim.statement, claim.evidence.count()) == ("requested", "数学系\n\n二班", 1)
    go(client, "claim-answer", {"statement": "三班"})
    assert Verification.objects.get().statement == "数学系\n\n二班"


def test_a_refused_applicant_reads_the_reason_and_may_try_again(client, applicant):
    make_claim(applicant, state="refused", answer="学号不符", decided_at=timezone.now())

    assert "学号不符" in go(client, "claim").content.decode()
    assert say(client)["Location"] == "/claim/prove/"


def test_the_second_claimant_of_a_record_gets_no_code_and_learns_nobodys_name(client, applicant):
    person = make_record()
    first = make_applicant(name="真人", email="true@mail.example")
    Alumnus.objects.filter(pk=person.pk).update(user=first, verified_at=timezone.now())
    make_claim(first, state="accepted", alumnus=person)

    say(client)
    page = go(client, "claim-prove").content.decode()
    go(client, "claim-code", {"target": person.contacts.get().pk})
    go(client, "claim-prove", {"statement": "是我"})

    assert "***@" not in page
    claim = Verification.objects.get(user=applicant)
    assert (claim.state, claim.alumnus) == ("requested", person)
    status = go(client, "claim").content.decode()
    assert not any(secret in page + status for secret in ("真人", "true@", "verified by"))
    assert Alumnus.objects.get(pk=person.pk).user == first


def test_the_record_that_was_taken_while_the_code_was_on_its_way_goes_to_the_office(client, applicant):
    person = make_record()
    say(client)
    go(client, "claim-code", {"target": person.contacts.get().pk})
    other = make_applicant()
    Alumnus.objects.filter(pk=person.pk).update(user=other)

    assert go(client, "claim-confirm", {"code": code_sent_last()})["Location"] == "/claim/prove/"
    assert Alumnus.objects.get(pk=person.pk).user == other
    assert state(applicant) == "code_sent"


def test_members_pages_are_shut_until_verified(client, applicant):
    assert go(client, "changes")["Location"] == "/claim/"
    person = make_record()
    Alumnus.objects.filter(pk=person.pk).update(user=applicant)
    assert go(client, "changes").status_code == 200
    Alumnus.objects.filter(pk=person.pk).update(user=None)
    assert go(client, "changes")["Location"] == "/claim/"


def test_the_mail_is_in_the_applicants_language(client, applicant):
    applicant.language = "zh-hans"
    applicant.save()
    person = make_record()
    say(client)
    go(client, "claim-code", {"target": person.contacts.get().pk})

    assert Message.objects.get().to == "ming@mail.example"
    assert ContactPoint.objects.get().state == "unverified"


def test_degrees_of_others_do_not_lend_their_numbers(client, applicant):
    """Name of one record, number of another: nobody."""
    make_record("王晓明", number="1")
    make_degree(make_alumnus("李静"), student_no="199400123")

    assert match(Said("王晓明", "199400123")) is None
