"""The applicant's and the initiators' pages: sentences, ways out, and what nobody else sees."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from alumni.models import Card
from alumni_office.documents import uploads
from alumni_office.mail.models import Message
from chapters.models import Application, Chapter, Document, Initiator
from chapters.queries import founding as queries
from chapters.services import founding
from tests.factories import make_application, make_chapter, make_college, make_initiator, make_member, make_user

from .steps import PDF, commissioned, complete, neighbour, office_file, reported, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client):
    cache.clear()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def applicant(client):
    person = neighbour("孙发起")
    client.force_login(person.user)
    return person


def at(name, *args):
    return reverse(f"chapters:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def found(client, kind="regional", **data):
    return client.post(at("found-place", kind), {"key": uuid.uuid4(), **data})


def test_only_verified_alumni_found_a_chapter(client):
    assert client.get(at("found")).url.startswith(reverse("account_login"))
    client.force_login(make_user(role=None, is_staff=False))
    assert client.get(at("found")).url == reverse("alumni:claim")


def test_a_place_without_a_chapter_becomes_a_draft_once(client, applicant):
    key = uuid.uuid4()
    for _time in range(2):
        response = client.post(at("found-place", "regional"), {"province": "37", "city": "青岛市", "key": key})
    application = Application.objects.get()
    assert response.url == at("application", application.pk)
    assert (application.province, application.city, application.applicant) == ("37", "青岛", applicant)


@pytest.mark.parametrize(
    ("kind", "query", "chosen"),
    [("regional", "province=54", "54"), ("overseas", "country=NO", "NO"), ("regional", "province=<x>", "")],
    ids=["province", "country", "nonsense"],
)
def test_the_directory_names_the_place_and_the_form_offers_it(client, applicant, kind, query, chosen):
    page = text(client.get(f"{at('found-place', kind)}?{query}"))
    assert page.count(" selected>") == bool(chosen)
    assert f'value="{chosen}" selected>' in page or not chosen
    assert "<x>" not in page


def test_a_link_to_wake_a_chapter_leads_to_the_button_and_no_other_chapter_is_shown(client, applicant):
    asleep, active = make_chapter(recognition="dormant"), make_chapter("南京校友会", province="32")
    here = at("found-place", "regional")
    assert at("revive", asleep.pk) in text(client.get(f"{here}?chapter={asleep.pk}"))
    for key in (active.pk, "x", "9" * 40):
        response = client.get(f"{here}?chapter={key}")
        assert response.status_code == 200
        assert "founding-standing" not in text(response)


@pytest.mark.parametrize(
    ("recognition", "words"),
    [
        ("active", "This chapter exists already."),
        ("dormant", "This chapter has fallen asleep."),
        ("preparing", "Others are founding this chapter just now."),
    ],
    ids=["active", "dormant", "preparing"],
)
def test_where_one_exists_or_sleeps_the_page_offers_to_join_or_to_revive(client, applicant, recognition, words):
    chapter = make_chapter(recognition=recognition)
    response = found(client, province="31", city="上海")
    assert words in text(response)
    assert (at("revive", chapter.pk) in text(response)) == (recognition == "dormant")
    assert not Application.objects.exists()


def test_a_chapter_that_sleeps_is_revived_under_its_own_name(client, applicant):
    chapter = make_chapter(recognition="dormant")
    client.post(at("revive", chapter.pk), {"key": uuid.uuid4()})
    application = Application.objects.get()
    assert (application.chapter, application.is_revival, application.name) == (chapter, True, chapter.name)
    assert "name" not in client.get(at("application-draft", application.pk)).context["form"].fields


def test_one_that_lives_is_not_revived(client, applicant):
    chapter = make_chapter()
    client.post(at("revive", chapter.pk), {"key": uuid.uuid4()})
    assert not Application.objects.exists()


def test_a_lead_and_a_dissolved_one_leave_the_place_free(client, applicant):
    make_chapter(name="线索", recognition="lead")
    make_chapter(name="旧", recognition="dissolved")
    found(client, province="31")
    assert Application.objects.count() == 1


def test_a_trade_may_have_another_one_all_the_same(client, applicant):
    make_chapter(name="金融山大校友会", kind="industry", province="", industry="J")
    assert "In a trade there may be several chapters." in text(found(client, "industry", industry="J"))
    found(client, "industry", industry="J", another="on")
    assert Application.objects.get().industry == "J"


def test_a_city_of_another_province_gets_its_sentence(client, applicant):
    response = found(client, province="31", city="青岛")
    assert response.status_code == 422
    assert response.context["form"].errors == {"city": ["青岛 lies in another province."]}


def test_somebody_else_s_application_is_none(client, applicant):
    other = submitted(neighbour("别人"))
    document = other.documents.first()
    for name, *more in [
        ("application",), ("application-draft",), ("application-upload",), ("application-initiators",),
        ("application-reply",), ("application-report",), ("application-council",), ("application-withdraw",),
        ("application-document", document.pk),
    ]:  # fmt: skip
        assert client.get(at(name, other.pk, *more)).status_code == 404, name


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("青岛山大同学会", "The name ends in 校友会."),
        ("青岛校友会", "Before 校友会 stands the school: 青岛山大校友会."),
        ("济南山大校友会", "The name begins with the place, the trade or the college: 青岛 / 山东."),
        ("山大校友会", "The name begins with the place, the trade or the college: 青岛 / 山东."),
    ],
    ids=["end", "school", "place", "nothing"],
)
def test_a_name_that_does_not_follow_the_rule_gets_its_sentence(client, applicant, settings, name, sentence):
    settings.UNIVERSITY_SHORT_NAME = "山大"
    application = make_application(applicant, name="")
    response = client.post(at("application-draft", application.pk), {"name": name, "plan": "", "version": 1})
    assert (response.status_code, response.context["form"].errors["name"]) == (422, [sentence])


@pytest.mark.parametrize("name", ["青岛山大校友会", "青岛山东大学校友会", "山东青岛山大校友会", " 青岛 山大 校友会 "])
def test_place_school_and_the_word_make_a_name(client, applicant, settings, name):
    settings.UNIVERSITY_SHORT_NAME, settings.UNIVERSITY_NAME = "山大", "山东大学"
    application = make_application(applicant, name="")
    client.post(at("application-draft", application.pk), {"name": name, "plan": "因为", "version": 1})
    application.refresh_from_db()
    assert (application.name, application.plan) == (name.replace(" ", ""), "因为")


def test_the_school_s_name_is_a_setting(client, applicant, settings):
    settings.UNIVERSITY_SHORT_NAME, settings.UNIVERSITY_NAME = "海大", "海东大学"
    application = make_application(applicant, name="")
    assert client.get(at("application-draft", application.pk)).context["form"].initial["name"] == "青岛海大校友会"
    client.post(at("application-draft", application.pk), {"name": "青岛海大校友会", "version": 1})
    application.refresh_from_db()
    assert application.name == "青岛海大校友会"


def test_an_unknown_time_zone_gets_its_sentence(client, applicant):
    application = make_application(applicant, kind="overseas", province="", country="NZ", city="", name="")
    data = {"name": "", "time_zone": "Mars/Olympus", "version": 1}
    response = client.post(at("application-draft", application.pk), data)
    assert response.context["form"].errors["time_zone"] == ["We know no such time zone: choose one of the list."]
    client.post(at("application-draft", application.pk), data | {"time_zone": "Pacific/Auckland"})
    application.refresh_from_db()
    assert application.time_zone == "Pacific/Auckland"


def test_the_zones_of_the_country_stand_first(client, applicant):
    application = make_application(applicant, kind="overseas", province="", country="NZ", city="", name="")
    form = client.get(at("application-draft", application.pk)).context["form"]
    _none, (country, there), (others, elsewhere) = form.fields["time_zone"].choices
    assert (country, others) == ("New Zealand", "Other time zones")
    assert [value for value, _label in there] == ["Pacific/Auckland", "Pacific/Chatham"]
    assert ("Europe/Berlin", "Europe/Berlin") in elsewhere
    assert not {"Pacific/Auckland", "Asia/Shanghai"} & {value for value, _label in elsewhere}


def test_the_only_zone_of_a_country_is_chosen_already(client, applicant):
    application = make_application(applicant, kind="overseas", province="", country="IT", city="", name="")
    form = client.get(at("application-draft", application.pk)).context["form"]
    assert form["time_zone"].value() == "Europe/Rome"


def test_a_chapter_abroad_chooses_its_own_time_zone(client, applicant):
    application = make_application(applicant, kind="overseas", province="", country="NZ", city="", name="")
    with translation.override("en"):
        assert "Choose the time zone of the chapter’s place." in queries.missing(application)
    data = {"name": "", "version": 1, "time_zone": "Asia/Shanghai"}
    assert client.post(at("application-draft", application.pk), data).status_code == 422
    Application.objects.update(time_zone="Pacific/Auckland")
    application.refresh_from_db()
    with translation.override("en"):
        assert "Choose the time zone of the chapter’s place." not in queries.missing(application)


def test_two_windows_at_one_draft_lose_nothing(client, applicant):
    application = make_application(applicant)
    data = {"name": "青岛山大校友会", "version": 1}
    client.post(at("application-draft", application.pk), data | {"plan": "先存的"})
    response = client.post(at("application-draft", application.pk), data | {"plan": "后写的"})
    assert response.status_code == 422
    assert "先存的" in text(response)
    assert "后写的" in text(response)
    client.post(at("application-draft", application.pk), data | {"plan": "后写的", "version": 2})
    application.refresh_from_db()
    assert application.plan == "后写的"


BAD_FILES = {
    "a program": b"MZ\x90\x00",
    "macros": office_file("word/document.xml", "word/vbaProject.bin"),
    "bomb": office_file("word/document.xml", sizes={"word/document.xml": uploads.MOST_UNPACKED + 1}),
    "html": b"<html><script>alert(1)</script>",
    "no pdf": b"%PDF-1.4 but no more",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(client, applicant, name):
    application = make_application(applicant)
    file = SimpleUploadedFile("章程.docx", BAD_FILES[name])
    response = client.post(at("application-upload", application.pk), {"kind": "charter", "file": file})
    assert response.status_code == 422
    assert "that can be read" in response.context["form"].errors["file"][0]
    assert not Document.objects.exists()


def test_a_file_that_is_too_large_is_refused_with_a_sentence(client, applicant, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 50)
    application = make_application(applicant)
    file = SimpleUploadedFile("章程.pdf", PDF)
    response = client.post(at("application-upload", application.pk), {"kind": "charter", "file": file})
    assert response.context["form"].errors["file"] == ["“章程.pdf” is larger than 10 MB."]


def test_a_document_is_given_back_as_an_attachment_under_a_name_of_ours(client, applicant):
    application = make_application(applicant)
    content = office_file("word/document.xml")
    file = SimpleUploadedFile("../../章程\u202efdp.docx", content)
    client.post(at("application-upload", application.pk), {"kind": "charter", "file": file})
    row = Document.objects.get()
    assert "章程" not in row.file.name
    response = client.get(at("application-document", application.pk, row.pk))
    assert response["Content-Disposition"] == f'attachment; filename="document-{row.pk}.docx"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == content


def invite(client, application, **data):
    return client.post(
        at("application-initiators", application.pk), {"name": "周一", "email": "Zhou@Example.com"} | data
    )


def link_of(message) -> str:
    return next(line for line in message.text.splitlines() if "/initiator/" in line).partition("testserver")[2] or next(
        line[line.index("/chapters/") :] for line in message.text.splitlines() if "/initiator/" in line
    )


@pytest.fixture
def invited(client, applicant):
    """An application with one invitation, and the path of its link."""
    application = make_application(applicant)
    invite(client, application)
    return application, link_of(Message.objects.get())


def test_an_invitation_is_one_mail_and_waits_a_day_for_the_next(client, applicant):
    application = make_application(applicant)
    for _time in range(2):
        invite(client, application)
    assert list(Message.objects.values_list("to", flat=True)) == ["zhou@example.com"]
    Initiator.objects.update(invited_at=timezone.now() - timedelta(days=2))
    old = Initiator.objects.get().token_hash
    invite(client, application)
    assert Message.objects.count() == 2
    assert Initiator.objects.get().token_hash != old


def test_the_applicant_does_not_invite_the_own_address(client, applicant):
    response = invite(client, make_application(applicant), email=applicant.user.email)
    assert response.status_code == 422
    assert not Message.objects.exists()


def test_no_more_than_twenty_are_invited(client, applicant):
    application = make_application(applicant)
    for _number in range(20):
        make_initiator(application)
    response = client.post(
        at("application-initiators", application.pk), {"name": "二十一", "email": "x@example.com"}, follow=True
    )
    assert "Twenty people were invited" in text(response)


def test_a_neighbour_confirms_by_the_link_once(client, invited):
    application, link = invited
    person = neighbour("周一")
    assert client.get(link).status_code == 403  # the applicant
    client.logout()
    assert client.get(link).url.startswith(reverse("account_login"))
    client.force_login(person.user)
    page = client.get(link)
    assert "Yes, I confirm" in text(page)
    assert Initiator.objects.get().state == "invited"  # looking changed nothing
    client.post(link, {"confirm": ""})
    row = Initiator.objects.get()
    assert (row.state, row.alumnus) == ("confirmed", person)
    assert "You are an initiator" in text(client.get(link))
    client.force_login(neighbour("别人").user)
    assert client.post(link, {"confirm": ""}, follow=True).status_code == 410
    assert Initiator.objects.get().alumnus == person
    assert application.initiators.count() == 1


def test_who_lives_elsewhere_gets_a_sentence_and_a_way_out(client, invited):
    _application, link = invited
    client.force_login(make_member("远方", country="CN", province="31").user)
    response = client.get(link)
    assert response.status_code == 403
    assert reverse("alumni:me-place") in text(response)
    client.post(link, {"confirm": ""})
    assert Initiator.objects.get().state == "invited"


def test_who_is_not_verified_is_shown_the_way(client, invited):
    client.force_login(make_user(role=None, is_staff=False))
    response = client.get(invited[1])
    assert response.status_code == 403
    assert reverse("alumni:claim") in text(response)
    assert "孙发起" not in text(response)


def over(_application):
    Initiator.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def taken_back(application):
    founding.remove(application=application, initiator_id=application.initiators.get().pk)


def withdrawn(application):
    founding.withdraw(application=application, by=None)


@pytest.mark.parametrize("end", [over, taken_back, withdrawn])
def test_a_link_that_is_over_says_so_and_does_nothing(client, invited, end):
    application, link = invited
    end(application)
    before = Initiator.objects.values().get()
    client.force_login(neighbour("周一").user)
    assert client.get(link).status_code == 410
    client.post(link, {"confirm": ""})
    assert Initiator.objects.values().get() == before


def test_a_link_of_nobody_is_over(client, applicant):
    assert client.get(at("initiator", "nothing")).status_code == 404


def test_one_person_confirms_one_founding_once(client, invited):
    application, link = invited
    person = neighbour("周一")
    make_initiator(application, person)
    client.force_login(person.user)
    assert "This initiator has confirmed already." in text(client.post(link, {"confirm": ""}, follow=True))


def test_a_refusal_is_told_to_the_applicant(client, invited, applicant):
    client.force_login(neighbour("周一").user)
    client.post(invited[1], {"decline": ""})
    assert Initiator.objects.get().state == "declined"
    assert list(Message.objects.order_by("pk").values_list("to", flat=True)) == [
        "zhou@example.com", applicant.user.email,
    ]  # fmt: skip


def test_the_applicant_is_told_once_when_enough_have_confirmed(applicant):
    application = make_application(applicant)
    for number in range(4):
        make_initiator(application, token=f"t{number}")
        founding.confirm(initiator=founding.found_by(f"t{number}"), person=neighbour(f"人{number}"))
    assert list(Message.objects.values_list("to", flat=True)) == [applicant.user.email]


def test_initiators_of_a_trade_and_of_a_college_belong_to_it():
    trade = make_application(kind="industry", province="", city="", industry="J", name="金融山大校友会")
    founding.insist(make_member("金融", industry="J"), trade)
    with pytest.raises(founding.NotYours):
        founding.insist(make_member("农业", industry="A"), trade)
    college = make_college()
    of_college = make_application(kind="college", province="", city="", college=college, name="数学学院校友会")
    graduate = make_member("数学")
    graduate.degrees.create(college=college, school=college.school)
    founding.insist(graduate, of_college)
    with pytest.raises(founding.NotYours):
        founding.insist(make_member("法学"), of_college)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (complete, "Your turn"), (submitted, "The office’s turn"), (commissioned, "Your turn"),
        (reported, "The office’s turn"),
    ],
    ids=["draft", "submitted", "commissioned", "reported"],
)  # fmt: skip
def test_the_page_says_whose_turn_it_is_and_since_when(client, applicant, state, words):
    application = state(applicant)
    page = text(client.get(at("application", application.pk)))
    assert words in page
    with translation.override("en"):
        assert "since " in page
    assert 'aria-current="step"' in page


def report(application, **data):
    today = timezone.localdate()
    values = {
        "met_on": today, "met_at": "青岛", "present": 20, "report": "好", "term_starts_on": today,
        "term_ends_on": today + timedelta(days=900), "version": application.version,
    }  # fmt: skip
    return values | data


@pytest.mark.parametrize(
    ("days", "field", "sentence"),
    [
        ({"met_on": 1}, "met_on", "The meeting cannot lie in the future."),
        ({"met_on": -5}, "met_on", "The meeting comes after the letter of commission"),
        ({"term_starts_on": -1}, "term_starts_on", "The term cannot begin before the council was elected."),
        ({"term_ends_on": 0}, "term_ends_on", "The term ends after it has begun."),
    ],
    ids=["future", "before the letter", "term before the meeting", "end before start"],
)
def test_wrong_days_of_a_report_get_their_sentence(client, applicant, days, field, sentence):
    application = commissioned(applicant)
    data = {name: timezone.localdate() + timedelta(days=number) for name, number in days.items()}
    response = client.post(at("application-report", application.pk), report(application, **data))
    assert response.status_code == 422
    assert response.context["form"].errors[field][0].startswith(sentence)


def nominate(client, application, **data):
    return client.post(at("application-council", application.pk), {"seat": "president"} | data)


def test_a_council_is_named_from_the_founding_or_by_what_the_person_told(client, applicant):
    application = commissioned(applicant)
    friend = make_member("冯会长")
    Card.objects.create(alumnus=friend, number="80001", token="t")
    nominate(client, application, known=applicant.pk)
    nominate(client, application, seat="secretary", name="冯会长", proof="80001")
    nominate(client, application, seat="vice_president", name="冯会长", proof=friend.user.email.upper())
    named = application.nominees.order_by("pk").values_list("seat", "alumnus__name")
    assert list(named) == [("president", "孙发起"), ("secretary", "冯会长"), ("vice_president", "冯会长")]


@pytest.mark.parametrize(
    ("name", "proof"),
    [("冯会长", "80002"), ("冯", "80001"), ("冯会长", ""), ("", "80001"), ("冯会长", "nobody@example.com")],
)
def test_nobody_is_found_by_half_of_it(client, applicant, name, proof):
    application = commissioned(applicant)
    friend = make_member("冯会长", profile={"offer": "秘密"})
    Card.objects.create(alumnus=friend, number="80001", token="t")
    response = nominate(client, application, name=name, proof=proof)
    assert response.status_code == 422
    assert application.nominees.count() == 0
    assert friend.user.email not in text(response)
    assert "秘密" not in text(response)


def test_who_is_restricted_is_not_named(client, applicant):
    application = commissioned(applicant)
    friend = make_member("冯会长", restricted_at=timezone.now())
    answer = nominate(client, application, name="冯会长", proof=friend.user.email)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["proof"])
    assert application.nominees.count() == 0


def test_guessing_at_people_ends_after_a_while(client, applicant, monkeypatch):
    monkeypatch.setattr("chapters.views.founding_parts.MOST_LOOKUPS", 2)
    application = commissioned(applicant)
    sentences = [
        "".join(nominate(client, application, name="冯", proof="1").context["form"].non_field_errors())
        for _time in range(3)
    ]
    assert [bool(each) for each in sentences] == [False, False, True]


def test_a_key_of_somebody_who_is_not_of_the_founding_is_no_choice(client, applicant):
    application = commissioned(applicant)
    stranger = make_member("陌生人")
    answer = nominate(client, application, known=stranger.pk)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["known"])
    assert application.nominees.count() == 0


def test_the_recognised_page_shows_the_way_to_the_chapter(client, applicant):
    application = reported(applicant)
    founding.recognise(application=application, version=application.version, by=make_user())
    page = text(client.get(at("application", application.pk)))
    assert "The chapter is recognised." in page
    assert Chapter.objects.get().recognition == "founded"


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_of_one_s_applications_costs_the_same_for_any_number(
    client, applicant, django_assert_num_queries, rows
):
    for _number in range(rows):
        make_application(applicant)
    with django_assert_num_queries(4):
        assert client.get(at("found")).status_code == 200


def test_withdrawing_asks_first(client, applicant):
    application = submitted(applicant)
    assert client.get(at("application-withdraw", application.pk)).status_code == 200
    assert Application.objects.get().state == "submitted"
    client.post(at("application-withdraw", application.pk))
    assert Application.objects.get().state == "withdrawn"
