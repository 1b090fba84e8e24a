"""What alumni do with their own record."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from alumni.models import Challenge, Consent, ContactPoint, Employment, Profile
from alumni.services import claims, mine
from alumni.wordings import WORDINGS
from alumni_office.mail.models import Message
from tests.factories import make_college, make_contact, make_degree, make_employment, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    person = make_member("张三", listed="nobody")
    client.force_login(person.user)
    return person


@pytest.fixture
def other():
    return make_member("李四")


PAGES = ["me", "me-data", "me-place", "me-career", "me-job-add", "me-offer", "me-found", "me-photo", "me-contacts",
         "me-contact-add", "me-consents", "me-sources", "me-card"]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_my_pages_are_for_verified_alumni_and_are_kept_by_no_cache(client, me, name):
    answer = client.get(reverse(f"alumni:{name}"))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    client.force_login(make_user(role=None))
    assert client.get(reverse(f"alumni:{name}")).url == reverse("alumni:claim")
    client.logout()
    assert client.get(reverse(f"alumni:{name}")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("n", [1, 5])
@pytest.mark.parametrize("name", ["me", "me-data", "me-consents", "me-sources"])
def test_my_pages_ask_a_bounded_number_of_questions(client, me, name, n, django_assert_max_num_queries):
    for number in range(n):
        make_degree(me, college=make_college(), graduation_year=2000 + number)
        make_employment(me, f"单位{number}")
        make_contact(me, value=f"+861380000000{number}")
    with django_assert_max_num_queries(12):
        client.get(reverse(f"alumni:{name}"))


def test_a_profile_is_closed_until_it_is_opened(me):
    fresh = Profile()
    closed = [fresh.listed, fresh.photo_audience, fresh.place_audience, fresh.career_audience,
              fresh.languages_audience, fresh.offer_audience]  # fmt: skip
    assert set(closed) == {"nobody"}


def test_place_is_saved_as_the_alumnuss_own_word_with_who_may_see_it(client, me):
    client.post(
        reverse("alumni:me-place"), {"country": "CN", "province": "37", "city": "青岛", "place_audience": "classmates"}
    )
    me.refresh_from_db()
    assert (me.country, me.province, me.city, me.profile.place_audience) == ("CN", "37", "青岛", "classmates")
    assert me.field_sources["city"]["source"] == "alumnus"


def test_a_province_abroad_gets_a_sentence(client, me):
    page = client.post(reverse("alumni:me-place"), {"country": "DE", "province": "37", "place_audience": "nobody"})
    assert set(page.context["form"].errors) == {"province"}


def test_jobs_are_added_once_changed_and_removed(client, me, other):
    values = {"employer": "浪潮集团", "job_title": "工程师", "started_on": "2002-07", "is_current": "on"}
    for _ in range(2):
        client.post(reverse("alumni:me-job-add"), values)
    (job,) = Employment.objects.all()
    assert (job.alumnus, job.employer, job.source, job.is_current) == (me, "浪潮集团", "alumnus", True)
    client.post(reverse("alumni:me-job", args=[job.pk]), values | {"ended_on": "2010"})
    job.refresh_from_db()
    assert (job.ended_on, job.is_current) == ("2010", False)
    foreign = make_employment(other, "别人的")
    assert client.get(reverse("alumni:me-job", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("alumni:me-job-remove", args=[foreign.pk])).status_code == 404
    client.post(reverse("alumni:me-job-remove", args=[job.pk]))
    assert list(Employment.objects.all()) == [foreign]


def test_offers_and_being_found_are_saved(client, me):
    client.post(
        reverse("alumni:me-offer"),
        {"languages": ["de", "en"], "languages_audience": "alumni", "offer": "实习岗位", "offer_audience": "public"},
    )
    client.post(reverse("alumni:me-found"), {"listed": "classmates"})
    profile = Profile.objects.get()
    assert (profile.languages, profile.offer, profile.offer_audience) == (["de", "en"], "实习岗位", "public")
    assert (profile.listed, profile.takes_messages) == ("classmates", False)


# -- contacts -------------------------------------------------------------------------------------


def code_in(mail: Message) -> str:
    return next(word for word in mail.text.split() if word.isdecimal() and len(word) == 6)


def test_a_new_email_is_used_only_after_its_code(client, me):
    answer = client.post(
        reverse("alumni:me-contact-add"), {"kind": "email", "value": "New@Example.com", "audience": "alumni"}
    )
    assert not ContactPoint.objects.exists()
    (mail,) = Message.objects.all()
    assert mail.to == "new@example.com"
    wrong = "000000" if code_in(mail) != "000000" else "111111"
    assert client.post(answer.url, {"code": wrong}).context["form"].errors
    assert not ContactPoint.objects.exists()
    client.post(answer.url, {"code": code_in(mail)})
    (point,) = ContactPoint.objects.all()
    assert (point.value, point.state, point.audience, point.source) == (
        "new@example.com",
        "verified",
        "alumni",
        "alumnus",
    )
    assert client.post(answer.url, {"code": code_in(mail)}).url == reverse("alumni:me-contacts")


def test_a_code_has_five_tries_and_ten_minutes_and_one_owner(client, me, other):
    challenge, mail = mine.add_contact(
        person=me, kind="email", value="new@example.com", postcode="", audience="office", by=me.user
    )
    with pytest.raises(claims.CodeRefused):
        mine.confirm_contact(person=other, challenge_id=challenge.pk, code=code_in(mail), by=other.user)
    wrong = "000000" if code_in(mail) != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(claims.CodeRefused):
            mine.confirm_contact(person=me, challenge_id=challenge.pk, code=wrong, by=me.user)
    with pytest.raises(claims.CodeRefused):
        mine.confirm_contact(person=me, challenge_id=challenge.pk, code=code_in(mail), by=me.user)
    late, mail = mine.add_contact(
        person=me, kind="email", value="late@example.com", postcode="", audience="office", by=me.user
    )
    Challenge.objects.filter(pk=late.pk).update(
        created_at=timezone.now() - timedelta(hours=1), expires_at=timezone.now() - timedelta(minutes=1)
    )
    with pytest.raises(claims.CodeRefused):
        mine.confirm_contact(person=me, challenge_id=late.pk, code=code_in(mail), by=me.user)
    assert not ContactPoint.objects.exists()


def test_three_codes_an_hour(client, me):
    for number in range(3):
        mine.add_contact(
            person=me, kind="email", value=f"n{number}@example.com", postcode="", audience="office", by=me.user
        )
    page = client.post(reverse("alumni:me-contact-add"), {"kind": "email", "value": "x@y.cn", "audience": "office"})
    assert page.context["form"].non_field_errors()
    assert Message.objects.count() == 3


def test_contacts_without_a_code_are_stored_unverified_at_once(client, me):
    client.post(
        reverse("alumni:me-contact-add"),
        {"kind": "address", "value": "山东省济南市山大南路27号", "postcode": "250100", "audience": "office"},
    )
    (point,) = ContactPoint.objects.all()
    assert (point.kind, point.postcode, point.state) == ("address", "250100", "unverified")


@pytest.mark.parametrize(
    ("kind", "value"),
    [("email", "a@x,b@x"), ("email", "wang@qq-.com"), ("email", "a@x.cn\r\nBcc: b@x.cn"), ("mobile", "12")],
)
def test_a_contact_that_is_none_gets_a_sentence(client, me, kind, value):
    page = client.post(reverse("alumni:me-contact-add"), {"kind": kind, "value": value, "audience": "office"})
    assert set(page.context["form"].errors) == {"value"}
    assert not Message.objects.exists()


def test_contacts_are_opened_and_ended_by_their_owner_only(client, me, other):
    own, foreign = make_contact(me), make_contact(other, value="+8613900000000")
    for name, values in [("me-contact-seen", {"audience": "alumni"}), ("me-contact-end", {})]:
        assert client.get(reverse(f"alumni:{name}", args=[own.pk])).status_code == 405
        assert client.post(reverse(f"alumni:{name}", args=[foreign.pk]), values).status_code == 404
        client.post(reverse(f"alumni:{name}", args=[own.pk]), values)
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.audience, own.state) == ("alumni", "ended")
    assert (foreign.audience, foreign.state) == ("office", "unverified")


# -- consents -------------------------------------------------------------------------------------


def test_consents_are_given_and_taken_back_word_by_word(client, me):
    for given in ("1", "1", "0"):
        client.post(reverse("alumni:me-consents"), {"purpose": "contact", "channel": "email", "given": given})
    said = list(Consent.objects.order_by("pk"))
    assert [(each.given, each.source, each.by) for each in said] == [
        (True, "alumnus", me.user), (False, "alumnus", me.user),
    ]  # fmt: skip
    assert "电子邮件" in said[0].wording or "e-mail" in said[0].wording


def test_a_consent_that_nobody_asks_for_is_refused(client, me):
    values = {"purpose": "contact", "channel": "any", "given": "1"}
    assert client.post(reverse("alumni:me-consents"), values).status_code == 400
    assert not Consent.objects.exists()


def test_every_purpose_has_a_wording():
    assert {each.purpose for each in WORDINGS} == set(Consent.Purpose.values)
    assert {(each.purpose, each.channel) for each in WORDINGS} <= {
        (purpose, channel) for purpose in Consent.Purpose.values for channel in Consent.Channel.values
    }


# -- portrait -------------------------------------------------------------------------------------


def picture(form="JPEG", size=(900, 600), **options) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "navy").save(written, form, **options)
    return written.getvalue()


def upload(client, content, name="me.jpg"):
    return client.post(
        reverse("alumni:me-photo"), {"photo": SimpleUploadedFile(name, content), "photo_audience": "alumni"}
    )


def test_a_portrait_is_cut_square_and_loses_what_the_camera_wrote(client, me):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    upload(client, picture(exif=exif))
    profile = Profile.objects.get()
    assert profile.photo.name.startswith("portraits/")
    assert "me.jpg" not in profile.photo.name
    with profile.photo.open() as stored:
        content = stored.read()
    with Image.open(io.BytesIO(content)) as drawn:
        assert (drawn.size, drawn.format, dict(drawn.getexif())) == ((480, 480), "JPEG", {})
    assert b"secret" not in content
    first = profile.photo.name
    upload(client, picture("PNG"), "me.png")
    assert not profile.photo.storage.exists(first)
    client.post(reverse("alumni:me-photo-remove"))
    profile.refresh_from_db()
    assert not profile.photo


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg onload=alert(1)>", picture()[:300], picture("BMP"), b"\xff\xd8\xff" + b"0" * 999]
)
def test_what_is_no_picture_gets_a_sentence(client, me, content):
    assert set(upload(client, content).context["form"].errors) == {"photo"}
    assert not Profile.objects.exclude(photo="").exists()


def test_a_picture_too_large_to_unfold_is_refused(me):
    with pytest.raises(mine.Unreadable):
        mine.save_photo(person=me, content=picture("PNG", (9000, 9000)), photo_audience="nobody", by=me.user)


def test_a_portrait_is_seen_by_those_to_whom_it_was_opened(client, me, other):
    mine.save_photo(person=other, content=picture(), photo_audience="nobody", by=other.user)
    address = reverse("alumni:portrait", args=[other.pk])
    assert client.get(address).status_code == 404
    Profile.objects.filter(alumnus=other).update(photo_audience="alumni")
    shown = client.get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(shown.streaming_content)[:3] == b"\xff\xd8\xff"
    for closer in shown._resource_closers:
        closer()
    assert "sandbox" in shown["Content-Security-Policy"]
    client.logout()
    assert client.get(address).status_code == 302


def test_a_request_key_is_not_needed_where_a_second_save_changes_nothing(client, me):
    values = {"listed": "alumni", "takes_messages": "on", "key": uuid4()}
    for _ in range(2):
        client.post(reverse("alumni:me-found"), values)
    assert Profile.objects.count() == 1
