"""The registry on the desk: who sees what, each sentence at its field, and what is kept."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.documents import uploads
from chapters.models import Chapter, Document, NameLicence, Photo, RecognitionChange
from chapters.services import pages
from chapters.services.recognition import change_recognition
from tests.alumni.claims.people import picture
from tests.chapters.founding.steps import PDF, office_file, submitted
from tests.factories import make_chapter, make_college, make_member, make_office, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client, settings):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    settings.UNIVERSITY_SHORT_NAME, settings.UNIVERSITY_NAME = "山大", "山东大学"


@pytest.fixture
def officer(client):
    user = make_user()
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"admin:chapters_chapter_{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def entered(client, kind="regional", **data):
    values = {
        "name": "上海山大校友会", "founded_on": "2001-05-01", "time_zone": "Asia/Shanghai", "admission": "chapter",
        "recognition": "active", "recognition_since": "2010-01-01", "civil": "none",
    }  # fmt: skip
    place = {"province": "31"} if kind == "regional" else {}
    return client.post(at("enter", kind), values | place | data)


def test_a_chapter_is_entered_in_whatever_state(client, officer):
    response = entered(client, recognition="dormant", civil="registered", civil_number="51310000MJ0001",
                       civil_authority="上海市民政局", civil_since="2002-01-01")  # fmt: skip
    chapter = Chapter.objects.get()
    assert response.url == at("change", chapter.pk)
    assert (chapter.name, chapter.recognition, chapter.civil, chapter.civil_number, chapter.city) == (
        "上海山大校友会", "dormant", "registered", "51310000MJ0001", "",
    )  # fmt: skip
    assert "As it was when it came into the registry" in text(client.get(at("change", chapter.pk)))


WRONG = {
    "founded after today": (
        {"founded_on": str(timezone.localdate() + timedelta(days=1))}, "founded_on",
        "A chapter cannot have been founded in the future.",
    ),
    "never founded": ({"founded_on": ""}, "founded_on", "Say when it was founded, as far as it is known."),
    "a state of tomorrow": (
        {"recognition_since": str(timezone.localdate() + timedelta(days=1))}, "recognition_since",
        "This day lies in the future.",
    ),
    "a state before the founding": (
        {"recognition_since": "1999-01-01"}, "recognition_since",
        "The chapter cannot be in this state before it was founded.",
    ),
    "unknown zone": ({"time_zone": "Mars/Olympus"}, "time_zone", "We know no such time zone: choose one of the list."),
    "name": ({"name": "上海山大同学会"}, "name", "The name ends in 校友会."),
    "no number": ({"civil": "registered"}, "civil_number", "A registered chapter has a number."),
    "no registry": ({"civil": "registered"}, "civil_authority", "Say which registry it is registered with."),
    "place": ({"province": "37", "city": "上海"}, "city", "上海 lies in another province."),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_gets_its_sentence_at_its_field(client, officer, what):
    data, field, sentence = WRONG[what]
    response = entered(client, **data)
    assert response.status_code == 422
    assert sentence in response.context["form"].errors[field]
    assert not Chapter.objects.exists()


def test_a_second_chapter_of_a_place_or_of_a_name_gets_its_sentence(client, officer):
    entered(client)
    response = entered(client, name="上海市山大校友会")
    assert response.context["form"].errors == {"city": ["上海山大校友会 stands for this already."]}
    response = entered(client, city="浦东")
    assert response.context["form"].errors == {"name": ["There is a chapter called 上海山大校友会 already."]}
    assert Chapter.objects.count() == 1


def test_who_is_a_moment_later_gets_the_same_sentence(client, officer, monkeypatch):
    monkeypatch.setattr("chapters.queries.places.standing", lambda place: Chapter.objects.none())
    entered(client)
    response = entered(client, name="上海市山大校友会")
    assert response.context["form"].errors == {"city": ["上海市山大校友会 stands for this already."]}


def test_a_dissolved_chapter_leaves_its_place_and_name(client, officer):
    make_chapter(name="上海山大校友会", recognition="dissolved")
    entered(client)
    assert Chapter.objects.filter(recognition="active").count() == 1


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("overseas", {"name": "新西兰山大校友会", "country": "NZ", "time_zone": "Pacific/Auckland"}),
        ("industry", {"name": "金融山大校友会", "industry": "J"}),
        ("college", {"name": "数学学院校友会"}),
    ],
    ids=["overseas", "industry", "college"],
)
def test_every_kind_is_entered(client, officer, kind, data):
    college = {"college": make_college().pk} if kind == "college" else {}
    entered(client, kind, **data, **college)
    assert Chapter.objects.get().kind == kind


def edit(client, chapter, **data):
    first = client.get(at("edit", chapter.pk)).context["form"].initial
    kept = {name: "" if value is None else value for name, value in first.items()}
    return client.post(at("edit", chapter.pk), kept | {"name": "上海山大校友会"} | data)


def test_the_second_of_two_savers_is_told_what_changed_and_loses_nothing(client, officer):
    chapter = make_chapter(name="上海山大校友会")
    version = client.get(at("edit", chapter.pk)).context["form"].initial["version"]
    edit(client, chapter, phone="021-1")
    response = edit(client, chapter, address="南京路1号", phone="021-2", version=version)
    assert response.status_code == 422
    assert "What was saved meanwhile" in text(response)
    for words in ("021-1", "021-2", "南京路1号"):
        assert words in text(response)
    again = response.context["form"].data["version"]
    edit(client, chapter, address="南京路1号", phone="021-2", version=again)
    chapter.refresh_from_db()
    assert (chapter.phone, chapter.address) == ("021-2", "南京路1号")


def test_a_founding_day_is_not_taken_away(client, officer):
    chapter = make_chapter(name="上海山大校友会")
    response = edit(client, chapter, founded_on="")
    assert response.context["form"].errors["founded_on"] == ["Say when it was founded, as far as it is known."]


def step(client, chapter, to, fact="recognition", **data):
    values = {"happened_on": str(timezone.localdate()), "reason": "一年没有活动", "seen": getattr(chapter, fact)}
    return client.post(at(fact, chapter.pk, to), values | data, follow=True)


def test_a_step_is_recorded_with_day_reason_document_and_by_whom(client, officer):
    chapter = make_chapter()
    step(client, chapter, "dormant", file=SimpleUploadedFile("决定.pdf", PDF))
    change = RecognitionChange.objects.get()
    assert (change.to_state, change.reason, change.by, change.document.name, change.happened_on) == (
        "dormant", "一年没有活动", officer, "决定.pdf", timezone.localdate(),
    )  # fmt: skip
    page = text(client.get(at("change", chapter.pk)))
    assert "一年没有活动" in page
    assert at("document", chapter.pk, change.document_id) in page


def test_only_possible_steps_are_offered_and_others_are_refused_with_a_sentence(client, officer):
    chapter = make_chapter()
    page = client.get(at("change", chapter.pk))
    assert page.context["recognition_steps"] == [("dormant", "Mark dormant"), ("dissolved", "Dissolve")]
    assert page.context["civil_steps"] == [("applied", "Record the application for registration")]
    response = step(client, chapter, "preparing")
    assert "does not go from “Active” to “Preparing”" in text(response)
    assert client.get(at("recognition", chapter.pk, "nowhere")).status_code == 404
    assert not RecognitionChange.objects.exists()


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"happened_on": str(timezone.localdate() + timedelta(days=1))}, "happened_on", "This day lies in the future."),
        ({"happened_on": "2020-01-01"}, "happened_on", "The step before was on 1 January 2026"),
        ({"reason": ""}, "reason", "This field is required."),
    ],
    ids=["future", "before the last", "no reason"],
)
def test_a_step_that_cannot_be_gets_its_sentence(client, officer, data, field, sentence):
    chapter = make_chapter()
    change_recognition(chapter=chapter, to="dormant", reason="x", by=None, on=date(2026, 1, 1))
    response = step(client, chapter, "revived", **data)
    assert response.context["form"].errors[field][0].startswith(sentence)


def test_of_two_who_step_at_once_the_second_gets_a_sentence_and_no_file_stays(client, officer, settings):
    chapter = make_chapter()
    stale = Chapter.objects.get()
    step(client, chapter, "dormant")
    response = step(client, stale, "dissolved", file=SimpleUploadedFile("决定.pdf", PDF))
    assert "Somebody else moved this chapter in the meantime." in text(response)
    assert not Document.objects.exists()


def test_registered_needs_number_and_registry(client, officer):
    chapter = make_chapter()
    step(client, chapter, "applied", fact="civil")
    chapter.refresh_from_db()
    response = step(client, chapter, "registered", fact="civil")
    assert set(response.context["form"].errors) == {"number", "authority"}
    step(client, chapter, "registered", fact="civil", number="51310000MJ0001", authority="上海市民政局")
    chapter.refresh_from_db()
    assert (chapter.civil, chapter.civil_number, chapter.civil_authority) == (
        "registered", "51310000MJ0001", "上海市民政局",
    )  # fmt: skip


def test_a_chapter_with_an_application_moves_by_it_alone(client, officer):
    application = submitted()
    page = client.get(at("change", application.chapter_id))
    assert page.context["recognition_steps"] == []
    assert reverse("admin:chapters_application_change", args=[application.pk]) in text(page)
    response = step(client, application.chapter, "preparing")
    assert "This chapter moves by its application" in text(response)


def grant(client, chapter, start, end, **data):
    return client.post(at("licence", chapter.pk), {"from_on": start, "until_on": end, **data}, follow=True)


def test_the_right_to_the_name_is_granted_and_renewed_without_overlap(client, officer):
    chapter = make_chapter()
    grant(client, chapter, "2025-01-01", "2027-12-31", with_logo="on", file=SimpleUploadedFile("授权.pdf", PDF))
    response = grant(client, chapter, "2027-06-01", "2030-01-01", file=SimpleUploadedFile("又.pdf", PDF))
    assert response.context["form"].errors == {
        "from_on": ["The right is granted from 1 January 2025 to 31 December 2027 already: begin after that."]
    }
    assert Document.objects.count() == 1
    assert client.get(at("licence", chapter.pk)).context["form"].initial == {"from_on": date(2028, 1, 1)}
    grant(client, chapter, "2028-01-01", "2030-12-31")
    rows = NameLicence.objects.order_by("pk")
    assert [(str(row.from_on), str(row.until_on), row.with_logo, row.granted_by) for row in rows] == [
        ("2025-01-01", "2027-12-31", True, officer),
        ("2028-01-01", "2030-12-31", False, officer),
    ]
    assert [row.document and row.document.name for row in rows] == ["授权.pdf", None]


def test_a_right_that_ends_before_it_begins_gets_its_sentence_and_the_database_refuses_it(client, officer):
    chapter = make_chapter()
    response = grant(client, chapter, "2026-01-01", "2025-01-01")
    assert response.context["form"].errors == {"until_on": ["The right ends after it has begun."]}
    with pytest.raises(IntegrityError, match="namelicence_ends_after_start"), transaction.atomic():
        NameLicence.objects.create(chapter=chapter, from_on=date(2026, 1, 1), until_on=date(2025, 1, 1))


BAD_FILES = {
    "macros": office_file("xl/workbook.xml", "xl/vbaProject.bin"),
    "bomb": office_file("xl/workbook.xml", sizes={"xl/workbook.xml": uploads.MOST_UNPACKED + 1}),
    "program": b"MZ\x90\x00",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_document_is_looked_at_by_its_bytes(client, officer, name):
    chapter = make_chapter()
    file = SimpleUploadedFile("账目.xlsx", BAD_FILES[name])
    response = client.post(at("upload", chapter.pk), {"kind": "other", "file": file})
    assert response.status_code == 422
    assert "that can be read" in response.context["form"].errors["file"][0]


def test_documents_are_given_out_as_attachments_and_stay_when_the_chapter_is_dissolved(client, officer):
    chapter = make_chapter()
    client.post(at("upload", chapter.pk), {"kind": "charter", "file": SimpleUploadedFile("章程.pdf", PDF)})
    step(client, chapter, "dissolved")
    row = Document.objects.get()
    response = client.get(at("document", chapter.pk, row.pk))
    assert response["Content-Disposition"] == f'attachment; filename="document-{row.pk}.pdf"'
    assert b"".join(response.streaming_content) == PDF
    other = make_chapter(name="另一个", province="32")
    assert client.get(at("document", other.pk, row.pk)).status_code == 404


def test_a_photograph_is_drawn_anew_and_taken_down_with_its_file(
    client, officer, settings, django_capture_on_commit_callbacks
):
    chapter = make_chapter()
    sent = SimpleUploadedFile("合影.png", picture(size=(3000, 1000)))
    client.post(at("photo_add", chapter.pk), {"photo": sent, "caption": "成立大会", "key": uuid.uuid4()})
    photo = Photo.objects.get()
    assert (photo.file.width, photo.caption) == (1600, "成立大会")
    photo.file.close()
    response = client.get(at("photo", chapter.pk, photo.pk))
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    assert (
        client.post(
            at("photo_add", chapter.pk),
            {"photo": SimpleUploadedFile("x.png", PDF), "caption": "x", "key": uuid.uuid4()},
        ).status_code
        == 422
    )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("photo_remove", chapter.pk, photo.pk))
    assert not Photo.objects.exists()
    assert not (settings.MEDIA_ROOT / photo.file.name).exists()


def test_the_list_is_searched_and_filtered(client, officer):
    shanghai = make_chapter(name="上海山大校友会")
    away = make_chapter(
        name="美国山大校友会", name_en="Chapter USA", kind="overseas", country="US", recognition="dormant"
    )

    def listed(**query):
        return [str(each.name) for each in client.get(at("changelist"), query).context["cl"].result_list]

    assert listed() == [away.name, shanghai.name]
    assert listed(q="USA") == [away.name]
    assert listed(kind__exact="regional") == [shanghai.name]
    assert listed(recognition__exact="dormant") == [away.name]
    assert listed(civil__exact="registered") == []
    assert listed(place="31") == [shanghai.name]
    assert listed(place="US") == [away.name]


def test_college_officers_see_the_chapters_of_their_colleges_and_change_nothing(client):
    college = make_college()
    ours = make_chapter(name="数学学院校友会", kind="college", college=college)
    make_chapter()
    client.force_login(make_user(Role.COLLEGE_OFFICER, college))
    assert [each.pk for each in client.get(at("changelist")).context["cl"].result_list] == [ours.pk]
    assert client.get(at("change", ours.pk)).status_code == 200
    assert client.get(at("edit", ours.pk)).status_code == 403
    assert client.get(at("change", Chapter.objects.exclude(pk=ours.pk).get().pk)).status_code == 404
    assert list(client.get(reverse("admin:chapters_application_changelist")).context["page"]) == []


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_for_any_number(client, officer, django_assert_num_queries, rows):
    for number in range(rows):
        chapter = make_chapter(name=f"山大{number}校友会", kind="college", college=make_college(f"学院{number}"))
        make_office(chapter, make_member(f"会长{number}"))
    with django_assert_num_queries(7):
        assert client.get(at("changelist")).status_code == 200


def test_nothing_of_a_file_stays_when_the_row_cannot_be_written(settings):
    chapter = make_chapter()
    with pytest.raises(Exception, match="too long"):
        pages.add_photo(
            chapter=chapter,
            photo=uploads.picture(picture()),
            caption="长" * 300,
            caption_en="",
            key=uuid.uuid4(),
            by=None,
        )
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_a_file_that_is_sent_twice_is_kept_once(client, officer):
    chapter, key = make_chapter(), uuid.uuid4()
    for _twice in range(2):
        sent = SimpleUploadedFile("章程.pdf", PDF)
        assert client.post(at("upload", chapter.pk), {"file": sent, "kind": "charter"}).status_code == 302
        sent = SimpleUploadedFile("x.png", picture())
        data = {"photo": sent, "caption": "成立大会", "caption_en": "", "key": key}
        assert client.post(at("photo_add", chapter.pk), data).status_code == 302
    assert (chapter.documents.count(), chapter.photos.count()) == (1, 1)
