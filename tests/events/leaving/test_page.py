"""The page of one graduate: by the link, by paper with the student number, or signed in; and what is said there."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from alumni.models import Alumnus, ChangeRequest, Consent, ContactPoint
from alumni_office.mail import tokens
from events.models import FutureLetter, Leaver
from tests.factories import (
    make_chapter,
    make_contact,
    make_degree,
    make_future_letter,
    make_leaver,
    make_leaving,
    make_member,
    make_programme,
)

pytestmark = pytest.mark.django_db
BACKEND = "alumni_office.accounts.backends.AuthenticationBackend"
PAGE = "/events/leaving/"


@pytest.fixture(autouse=True)
def _browser(client):
    client.cookies["django_language"] = "en"


def mail_link(leaver):
    return f"{PAGE}link/{tokens.make('leaver', leaver.pk)}/"


def paper_link(leaver):
    return f"{PAGE}paper/{tokens.make('leaver-paper', leaver.pk)}/"


@pytest.fixture
def opened(client, leaver):
    client.post(mail_link(leaver))
    return client


@pytest.fixture
def member(client, leaving):
    """Somebody who takes leave and has signed in."""
    person = make_member("程晓")
    make_degree(person, graduation_year=2026, major="数学")
    client.force_login(person.user, backend=BACKEND)
    return make_leaver(leaving, person)


def said(response):
    return response.content.decode()


def data(**fields):
    return {"employer": "", "job_title": "", "country": "", "province": "", "city": ""} | fields


def test_looking_at_the_link_shows_nobody_and_changes_nothing(client, leaver):
    page = client.get(mail_link(leaver))
    assert (page.status_code, leaver.alumnus.name in said(page)) == (200, False)
    leaver.refresh_from_db()
    assert leaver.opened_at is None


def test_the_link_opens_the_page_behind_an_address_without_a_secret(client, leaver):
    assert client.post(mail_link(leaver)).headers["Location"] == PAGE
    page = client.get(PAGE)
    assert leaver.alumnus.name in said(page)
    assert "no-store" in page.headers["Cache-Control"]
    leaver.refresh_from_db()
    assert leaver.opened_at is not None


@pytest.mark.parametrize("token", ["AAAA", tokens.make("leaver-paper", 1), tokens.make("leaver", 999_999)])
def test_a_forged_link_and_one_of_another_purpose_open_nothing(client, token):
    assert client.post(f"{PAGE}link/{token}/").status_code == 404


def test_a_link_opens_nothing_once_the_leave_taking_is_over_or_the_record_is_restricted(opened, leaver):
    assert opened.get(PAGE).status_code == 200
    Alumnus.objects.update(restricted_at=timezone.now())
    assert opened.post(mail_link(leaver)).status_code == 404
    assert opened.get(PAGE).status_code == 302  # strangers sign in
    Alumnus.objects.update(restricted_at=None)
    closed = make_leaver(make_leaving(make_programme(kind="leaving", state="closed")))
    assert opened.post(mail_link(closed)).status_code == 404


def test_paper_asks_for_the_student_number_and_counts_the_tries(client, leaver):
    number = leaver.alumnus.degrees.get().student_no
    page = client.get(paper_link(leaver))
    assert (page.status_code, leaver.alumnus.name in said(page), number in said(page)) == (200, False, False)
    assert client.post(paper_link(leaver), {"number": "20220001"}).status_code == 422
    assert client.get(PAGE).status_code == 302
    assert client.post(paper_link(leaver), {"number": f" {number.lower()} "}).headers["Location"] == PAGE
    cache.clear()
    answers = [said(client.post(paper_link(leaver), {"number": f"2000{n}"})) for n in range(6)]
    assert ["Too many tries" in answer for answer in answers] == [False] * 5 + [True]
    assert client.post(paper_link(leaver), {"number": number}).status_code == 422  # nor with the right one now


def test_strangers_sign_in_and_others_read_why_there_is_nothing(client, leaver):
    assert client.get(PAGE).headers["Location"].endswith(f"?next={PAGE}")
    client.force_login(make_member().user, backend=BACKEND)
    assert "No leave-taking is open to you" in said(client.get(PAGE))
    assert client.post(f"{PAGE}consent/", {"purpose": "contact", "channel": "email", "given": "1"}).status_code == 404


def test_who_has_signed_in_finds_the_own_page_without_a_link(client, member):
    assert "程晓, before you go" in said(client.get(PAGE))
    client.post(PAGE, data())
    member.refresh_from_db()
    assert (bool(member.checked_at), member.checked_by) == (True, member.alumnus.user)


def test_data_are_checked_with_contacts_that_last_and_where_one_goes(opened, leaver):
    person = leaver.alumnus
    old = make_contact(person, "email", "a@mail.example.edu.cn")
    sent = data(
        ended=old.pk, new_email="Lasting@Example.com", new_mobile="13912345678", employer="浪潮集团", country="CN",
        province="37", city="济南",
    )  # fmt: skip
    assert opened.post(PAGE, sent).headers["Location"] == PAGE
    points = person.contacts.order_by("pk").values_list("value", "state", "source", "entered_by")
    assert list(points) == [
        ("a@mail.example.edu.cn", "ended", "alumnus", None),
        ("+8613912345678", "unverified", "alumnus", None),
        ("lasting@example.com", "unverified", "alumnus", None),
    ]
    person.refresh_from_db()
    leaver.refresh_from_db()
    assert (person.city, person.employments.get().employer) == ("济南", "浪潮集团")
    assert (bool(leaver.checked_at), leaver.checked_by) == (True, None)


def test_the_mailbox_of_the_studies_is_none_that_lasts(opened, leaver):
    page = opened.post(PAGE, data(new_email="me@stu.mail.example.edu.cn"))
    assert (page.status_code, "ends with your studies" in said(page)) == (422, True)
    leaver.refresh_from_db()
    assert (leaver.checked_at, ContactPoint.objects.count()) == (None, 0)


def test_the_contact_of_somebody_else_is_not_ended(opened):
    other = make_contact(make_leaver().alumnus)
    assert opened.post(PAGE, data(ended=other.pk)).status_code == 422
    other.refresh_from_db()
    assert other.state == "unverified"


def test_names_and_degrees_change_by_a_request_to_the_college(opened, leaver):
    degree = leaver.alumnus.degrees.get()
    opened.post(f"{PAGE}names/", {"name": "程小", "key": uuid4()})
    opened.post(f"{PAGE}degrees/{degree.pk}/", {"major": "应用数学", "graduation_year": 2026, "key": uuid4()})
    assert list(ChangeRequest.objects.order_by("pk").values_list("alumnus", "kind", "asked_by")) == [
        (leaver.alumnus_id, "names", None), (leaver.alumnus_id, "degree", None),
    ]  # fmt: skip
    other = make_leaver().alumnus.degrees.get()
    assert opened.get(f"{PAGE}degrees/{other.pk}/").status_code == 404


def test_consents_are_said_one_by_one_with_the_words_that_were_read(opened, leaver):
    for given in ("1", "1", "0"):
        opened.post(f"{PAGE}consent/", {"purpose": "contact", "channel": "email", "given": given})
    rows = Consent.objects.order_by("pk").values_list("alumnus", "purpose", "channel", "given", "source", "by")
    assert list(rows) == [
        (leaver.alumnus_id, "contact", "email", True, "alumnus", None),
        (leaver.alumnus_id, "contact", "email", False, "alumnus", None),
    ]  # fmt: skip
    assert Consent.objects.first().wording.startswith("The alumni office may send me news")
    assert opened.post(f"{PAGE}consent/", {"purpose": "all", "channel": "email", "given": "1"}).status_code == 400


def test_checking_raises_no_consent(opened):
    opened.post(PAGE, data(new_email="a@example.com"))
    assert Consent.objects.count() == 0


def test_one_puts_oneself_forward_and_takes_it_back(opened, leaver):
    for offer, stands in (("1", True), ("0", False)):
        opened.post(f"{PAGE}liaison/", {"offer": offer})
        leaver.refresh_from_db()
        assert bool(leaver.offered_at) is stands


def test_one_joins_the_chapter_of_where_one_goes(opened, leaver):
    assert opened.get(f"{PAGE}chapter/").status_code == 404  # nowhere yet
    chapter = make_chapter("济南校友会", province="37", admission="automatic")
    opened.post(PAGE, data(country="CN", province="37", city="济南"))
    assert "济南校友会" in said(opened.get(PAGE))
    assert opened.post(f"{PAGE}chapter/", {"statement": ""}).status_code == 422  # without the consent
    opened.post(f"{PAGE}chapter/", {"law_chapter": "on", "opened": ["studies"]})
    membership = leaver.alumnus.chapter_memberships.get()
    assert (membership.chapter, membership.state, membership.opened) == (chapter, "member", ["studies"])
    assert list(membership.consents.values_list("law", "given", "by")) == [("chapter", True, None)]


def test_a_letter_is_sealed_by_the_link_and_never_shown_there(opened, leaver):
    opened.post(f"{PAGE}letter/", {"text": "记得夏天。", "years": "10", "key": uuid4()})
    letter = FutureLetter.objects.get()
    assert (letter.alumnus, letter.text, letter.years, letter.written_by) == (leaver.alumnus, "记得夏天。", 10, None)
    for address in (PAGE, f"{PAGE}letter/"):
        page = said(opened.get(address))
        assert ("sealed" in page, "记得夏天" in page) == (True, False)
    assert opened.get(f"/events/letters/{letter.pk}/").status_code == 302


def test_a_letter_has_words_and_one_of_four_years(opened):
    for wrong in ({"text": " ", "years": "10"}, {"text": "信", "years": "3"}, {"text": "信" * 5001, "years": "1"}):
        assert opened.post(f"{PAGE}letter/", wrong | {"key": uuid4()}).status_code == 422
    assert FutureLetter.objects.count() == 0


def test_who_has_signed_in_reads_the_own_letter_and_takes_it_back(client, member):
    letter, other = make_future_letter(member, "记得夏天。"), make_future_letter()
    assert "记得夏天" not in said(client.get("/events/letters/"))
    assert "记得夏天" in said(client.get(f"/events/letters/{letter.pk}/"))
    assert client.get(f"/events/letters/{other.pk}/").status_code == 404
    client.post(f"/events/letters/{letter.pk}/")
    assert list(FutureLetter.objects.all()) == [other]


def test_the_own_pages_lead_there_only_who_takes_leave(client, member):
    assert 'href="/events/letters/"' in said(client.get("/me/"))
    client.force_login(make_member().user, backend=BACKEND)
    assert 'href="/events/letters/"' not in said(client.get("/me/"))


def test_the_page_costs_the_same_for_many_contacts_as_for_one(opened, leaver, django_assert_max_num_queries):
    for number in range(6):
        make_contact(leaver.alumnus, value=f"+861390000000{number}")
    with django_assert_max_num_queries(16):
        opened.get(PAGE)


def test_after_the_day_the_session_of_a_link_opens_nothing(opened, leaver):
    programme = leaver.leaving.programme
    type(programme).objects.filter(pk=programme.pk).update(state="closed")
    assert opened.post(f"{PAGE}liaison/", {"offer": "1"}).status_code == 302
    assert Leaver.objects.get(pk=leaver.pk).offered_at is None
