import contextlib
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, ChangeRequest, ContactPoint, CorrectionLink, Employment
from alumni.services import corrections
from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from tests.factories import make_college, make_contact, make_employment, make_user

from .people import make_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def person():
    return make_record()


def send(person):
    """Send a link; return the token that is in the mail."""
    corrections.send_link(
        person=person, point=person.contacts.get(kind="email", value="ming@mail.example"), by=make_user()
    )
    return re.search(r"/correct/([\w-]+)/", Message.objects.latest("pk").text)[1]


def url(token):
    return reverse("alumni:correct", args=[token])


OWN = "/correct/"
NOTHING = {"employer": "", "job_title": "", "country": "", "province": "", "city": ""}


def test_staff_send_a_link_to_an_address_of_the_person_and_it_is_logged(client, person):
    staff = make_user()
    client.force_login(staff)
    page = reverse("admin:alumni_alumnus_link", args=[person.pk])
    other = make_record("李静", email="li@mail.example", number="9")

    client.post(page, {"email": other.contacts.get().pk})
    client.post(page, {"email": "9" * 30})
    assert Message.objects.count() == 0
    client.post(page, {"email": person.contacts.get().pk})

    link = CorrectionLink.objects.get()
    assert (link.alumnus, link.email, link.sent_by) == (person, "ming@mail.example", staff)
    assert timedelta(days=6, hours=23) < link.expires_at - timezone.now() <= timedelta(days=7)
    mail = Message.objects.get()
    assert (mail.to, mail.person_id) == ("ming@mail.example", person.pk)
    token = re.search(r"/correct/([\w-]+)/", mail.text)[1]
    assert token not in str(CorrectionLink.objects.values().get())
    record = AccessRecord.objects.get(action="send")
    assert (record.by, record.target_id, record.criteria) == (staff, person.pk, {"link": link.pk})


def test_who_may_not_edit_or_see_contacts_or_reach_the_person_sends_no_link(client, person):
    page = reverse("admin:alumni_alumnus_link", args=[person.pk])
    data = {"email": person.contacts.get().pk}
    for role, college, status in (
        ("editor", None, 403), ("finance", None, 403), ("auditor", None, 403),
        ("college_officer", make_college("化学学院"), 404), ("college_officer", make_college(), 302),
    ):  # fmt: skip
        client.force_login(make_user(role, college))
        assert client.post(page, data).status_code == status
    assert CorrectionLink.objects.count() == 1


def test_looking_at_the_link_changes_and_shows_nothing(client, person):
    token = send(person)
    before = list(CorrectionLink.objects.values())

    page = client.get(url(token))

    assert (page.status_code, page["Referrer-Policy"], page["X-Robots-Tag"]) == (
        200, "no-referrer", "noindex, nofollow"
    )  # fmt: skip
    assert "no-store" in page["Cache-Control"]
    assert not any(word in page.content.decode() for word in ("王晓明", "ming@mail", token + "x"))
    assert list(CorrectionLink.objects.values()) == before
    assert client.get(OWN).status_code == 404


def test_the_person_corrects_contacts_work_and_place_without_an_account(client, person):
    make_employment(person, employer="旧单位", job_title="工程师")
    phone = make_contact(person)
    token = send(person)

    opened = client.post(url(token))
    assert opened["Location"] == OWN
    page = client.get(OWN)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "旧单位" in page.content.decode()
    saved = client.post(
        OWN,
        {"ended": [phone.pk], "new_mobile": "139 0531 2222", "new_email": "New@Mail.example", "employer": "浪潮集团",
         "job_title": "总工", "country": "CN", "province": "37", "city": "济南"},
    )  # fmt: skip

    assert saved["Location"] == "/correct/done/" or saved.context["form"].errors == {}
    person.refresh_from_db()
    assert (person.province, person.city) == ("37", "济南")
    assert {name: told["source"] for name, told in person.field_sources.items()} == {
        "country": "alumnus", "province": "alumnus", "city": "alumnus"
    }  # fmt: skip
    contacts = {(point.value, point.state, point.source) for point in person.contacts.all()}
    assert contacts == {
        ("ming@mail.example", "verified", "staff"), ("+8613800000000", "ended", "alumnus"),
        ("+8613905312222", "unverified", "alumnus"), ("new@mail.example", "unverified", "alumnus"),
    }  # fmt: skip
    jobs = list(Employment.objects.order_by("pk").values_list("employer", "job_title", "is_current", "source"))
    assert jobs == [("旧单位", "工程师", False, "staff"), ("浪潮集团", "总工", True, "alumnus")]


def test_the_link_opens_again_until_it_is_saved_and_never_after(client, person):
    token = send(person)
    for _ in range(3):
        assert client.post(url(token)).status_code == 302
        assert client.get(OWN).status_code == 200

    other = Client()
    other.post(url(token))
    client.post(OWN, NOTHING | {"city": "青岛"})

    assert client.get(OWN).status_code == other.get(OWN).status_code == 404
    assert other.post(OWN, NOTHING | {"city": "北京"}).status_code == 404
    assert client.get(url(token)).status_code == client.post(url(token)).status_code == 404
    assert Alumnus.objects.get().city == "青岛"


@pytest.mark.parametrize(
    "end",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
        {"saved_at": timezone.now()},
    ],
)
def test_a_link_that_is_over_opens_nothing_also_half_way(client, person, end):
    token = send(person)
    client.post(url(token))
    CorrectionLink.objects.update(**end)

    assert client.get(OWN).status_code == client.post(OWN, NOTHING | {"city": "青岛"}).status_code == 404
    assert client.get(url(token)).status_code == client.post(url(token)).status_code == 404
    assert Alumnus.objects.get().city == ""


@pytest.mark.parametrize("change", [{"archived_at": timezone.now()}, {"merged_into": True}])
def test_a_link_to_a_record_that_is_gone_opens_nothing(client, person, change):
    token = send(person)
    if "merged_into" in change:
        change = {"merged_into": make_record("李静", number="8", email="")}
    Alumnus.objects.filter(pk=person.pk).update(**change)

    assert client.post(url(token)).status_code == 404


def test_no_changed_token_opens_anything(client, person):
    token = send(person)
    raw = token.encode()
    tried = {raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :] for at in range(len(raw)) for bit in range(7)}
    tried |= {raw[:-1], raw + b"A", raw[::-1], raw.swapcase(), raw.lower(), b"%00", b"x" * 500}

    for changed in tried - {raw}:
        with contextlib.suppress(UnicodeDecodeError):
            assert corrections.good_link(changed.decode()) is None
    assert corrections.good_link(token) is not None
    assert client.get(url("A" * 43)).status_code == 404


def test_a_new_link_ends_the_one_before_and_an_officer_can_end_it(client, person):
    first, second = send(person), send(person)
    assert corrections.good_link(first) is None
    staff = make_user()
    client.force_login(staff)
    link = CorrectionLink.objects.latest("pk")

    client.post(reverse("admin:alumni_alumnus_link_revoke", args=[person.pk, link.pk]))

    assert corrections.good_link(second) is None
    assert AccessRecord.objects.filter(by=staff, reason="correction link revoked").count() == 1
    other = make_record("李静", number="8", email="")
    assert client.post(reverse("admin:alumni_alumnus_link_revoke", args=[other.pk, link.pk])).status_code == 404


def test_one_person_s_link_reaches_nothing_of_another(client, person):
    other = make_record("李静", number="8", email="li@mail.example")
    client.post(url(send(person)))

    answer = client.post(OWN, NOTHING | {"ended": [other.contacts.get().pk]})
    assert answer.status_code == 422
    assert client.get(reverse("alumni:correct-degree", args=[other.degrees.get().pk])).status_code == 404
    assert client.get(reverse("alumni:changes")).status_code == 302
    assert ContactPoint.objects.get(alumnus=other).state == "unverified"


def test_names_and_degrees_are_asked_for_not_written(client, person):
    client.post(url(send(person)))
    degree = person.degrees.get()
    form = client.get(reverse("alumni:correct-names")).context["form"]

    client.post(
        reverse("alumni:correct-names"),
        {"name": "王小明", "former_names": "王晓明", "key": form["key"].value(), "statement": "户口本"},
    )
    form = client.get(reverse("alumni:correct-degree", args=[degree.pk])).context["form"]
    client.post(
        reverse("alumni:correct-degree", args=[degree.pk]),
        {"college": degree.college_id, "student_no": degree.student_no, "graduation_year": "1999",
         "key": form["key"].value()},
    )  # fmt: skip

    person.refresh_from_db()
    assert person.name == "王晓明"
    asked = list(ChangeRequest.objects.order_by("pk").values_list("kind", "values", "base", "asked_by"))
    assert asked[0] == (
        "names", {"name": "王小明", "former_names": ["王晓明"]}, {"name": "王晓明", "former_names": []}, None
    )  # fmt: skip
    assert asked[1][1]["graduation_year"] == 1999


def test_an_address_that_cannot_be_is_said_at_its_field(client, person):
    client.post(url(send(person)))

    page = client.post(OWN, NOTHING | {"new_email": "nobody", "new_mobile": "12", "country": "US", "province": "37"})

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"new_email", "new_mobile", "province"})
    assert CorrectionLink.objects.get().saved_at is None


def test_saving_twice_writes_once(client, person):
    token = send(person)
    client.post(url(token))
    data = NOTHING | {"employer": "浪潮集团"}
    client.post(OWN, data)
    client.post(OWN, data)

    assert Employment.objects.count() == 1


def test_the_pages_behind_the_link_insist_on_their_own_forms(person):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(url(send(person)), headers={"origin": "null"}).status_code == 302

    assert browser.post(OWN, NOTHING | {"city": "青岛"}).status_code == 403
    assert Alumnus.objects.get().city == ""
