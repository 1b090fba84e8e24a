"""What strangers and careless hands send: sentences at fields, and nothing that breaks a page for everybody."""

import io
import uuid
import xml.etree.ElementTree as ET
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from alumni_office.documents import uploads
from alumni_office.mail.models import Message
from chapters.forms.congress import PlanForm
from chapters.forms.council import ExtendForm, TermForm
from chapters.forms.registry import LicenceForm
from chapters.models import Application, Congress, Delegate, Notice
from chapters.services import congress as services
from chapters.services import founding
from chapters.services.people.erasing import erase
from tests.chapters.founding.steps import neighbour, submitted
from tests.factories import (
    make_alumnus,
    make_application,
    make_chapter,
    make_congress,
    make_contact,
    make_council_change,
    make_delegate,
    make_delegation,
    make_officer,
    make_seen_member,
    make_user,
)

pytestmark = pytest.mark.django_db
NOTICE = {"audience": "public", "title": "年会", "text": "五月一日。", "title_en": "", "text_en": ""}


@pytest.fixture
def chapter(client):
    chapter = make_chapter()
    client.force_login(make_officer(chapter).user)
    return chapter


def write(client, chapter, **data):
    return client.post(
        reverse("chapters:my-notice-add", args=[chapter.pk]), {"key": uuid.uuid4()} | NOTICE | data
    )  # fmt: skip


@pytest.mark.parametrize(
    "title", ["年会\nBcc: x@example.com", "年\x01会", "年会\u202egpj.exe", "年\u2028会"], ids=["lf", "ctl", "rtl", "ls"]
)
def test_a_line_with_what_cannot_be_seen_is_refused_at_its_field(client, chapter, title):
    response = write(client, chapter, title=title)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["title"]
    assert not Notice.objects.exists()


def test_a_pasted_text_loses_what_no_feed_can_hold_and_the_feed_stays_good(client, chapter):
    assert write(client, chapter, text="第一段\x0b\r\n\r\n第二段\x02").status_code == 302
    assert Notice.objects.get().text == "第一段\r\n\r\n第二段"
    for address in (reverse("chapters:feed"), reverse("chapters:chapter-feed", args=[chapter.pk])):
        ET.fromstring(client.get(address).content)


def named(person, **congress):
    congress = make_congress(state=Congress.State.NOMINATING, **congress)
    delegation = make_delegation(congress, chapter=make_chapter())
    make_seen_member(delegation.chapter, alumnus=person)
    return services.name_delegate(delegation=delegation, person=person, by=make_user())


def test_a_delegate_whose_only_address_takes_no_mail_is_named_all_the_same():
    person = make_alumnus("周代表")
    make_contact(person, kind="email", value="zhou@example", state="unverified")
    delegate, message = named(person)
    assert (delegate.state, message, Message.objects.count()) == (Delegate.State.NAMED, None, 0)


def test_nobody_is_written_to_who_asked_not_to_be_used_after_being_named():
    person = make_alumnus("周代表", restricted_at=timezone.now())
    make_contact(person, kind="email", value="zhou@example.com", state="verified", verified_at=timezone.now())
    delegate = make_delegate(
        make_delegation(make_congress(state=Congress.State.NOMINATING), chapter=make_chapter()), person
    )
    assert services.withdraw_delegate(delegate=delegate, by=make_user()) is None
    assert not Message.objects.exists()


def package(types: str, *names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        for name in ("xl/workbook.xml", *names):
            out.writestr(name, b"<x/>")
        out.writestr("[Content_Types].xml", types)
    return file.getvalue()


def test_a_workbook_that_remembers_its_printer_is_taken():
    content = package("<Types/>", "xl/printerSettings/printerSettings1.bin")
    assert uploads.inspect(content, office=True).kind == "xlsx"


@pytest.mark.parametrize(
    ("types", "names"),
    [
        ('<Types><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>', ["xl/notes.dat"]),
        ('<Types><Override ContentType="x.macroEnabled.main+xml"/></Types>', []),
        ("<Types/>", ["xl/vbaProject.bin"]),
        ("<Types/>", ["xl/embeddings/oleObject1.bin"]),
        ("<Types/>", ["xl/printerSettings/../vbaProject.bin"]),
        ("<Types/>", ["xl/activeX/activeX1.xml"]),
    ],
    ids=["renamed-macros", "macro-type", "macros", "object", "path", "activex"],
)
def test_macros_and_embedded_programs_are_refused_under_any_name(types, names):
    with pytest.raises(uploads.Unreadable):
        uploads.inspect(package(types, *names), office=True)


def test_a_file_without_a_name_of_its_own_is_kept_under_a_plain_one(client, chapter):
    png = io.BytesIO()
    Image.new("RGB", (4, 4)).save(png, "PNG")
    name = "../" + "审" * 85 + "\u202efdp.png"
    data = {"photo": SimpleUploadedFile(name, png.getvalue()), "caption": "合影", "caption_en": "", "key": uuid.uuid4()}
    assert client.post(reverse("chapters:my-photo-add", args=[chapter.pk]), data).status_code == 302
    assert chapter.photos.get().file.name.isascii()


def test_who_applied_does_not_decide_about_it_as_one_of_the_office():
    application = submitted()
    founder = application.applicant.user
    with pytest.raises(founding.OwnMatter):
        founding.commission(application=application, version=application.version, by=founder)
    with pytest.raises(founding.OwnMatter):
        founding.ask(application=application, version=application.version, answer="?", by=founder)


def test_a_refused_delegate_can_be_erased():
    congress = make_congress(state=Congress.State.NOMINATING)
    delegate = make_delegate(
        make_delegation(congress, chapter=make_chapter()), make_alumnus(), state="refused", reason="没有证件"
    )
    erase(delegate.alumnus)
    delegate.refresh_from_db()
    assert (delegate.alumnus, delegate.reason) == (None, "—")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"starts_on": "0001-01-01", "ends_on": "0001-01-01"}, "starts_on"),
        ({"ends_on": "2027-11-27"}, "ends_on"),
        ({"term_ends_on": "9999-12-31"}, "term_ends_on"),
    ],
    ids=["year-1", "a-year-long", "a-term-for-ever"],
)
def test_a_congress_of_years_that_cannot_be_is_refused_at_its_field(changed, field):
    data = {
        "name": "大会", "starts_on": "2026-11-27", "ends_on": "2026-11-27", "term_ends_on": "2030-11-27", "seats": "9",
        "least": "1", "basis": "alumni",
    }  # fmt: skip
    assert PlanForm(data).is_valid()
    assert field in PlanForm(data | changed).errors


def test_a_right_to_the_name_for_ever_is_refused():
    assert "until_on" in LicenceForm({"from_on": "2026-01-01", "until_on": "9999-12-31"}).errors


def test_the_key_of_somebody_elses_form_begins_nothing_and_breaks_nothing(client):
    theirs = make_application(neighbour("别人"), key=uuid.uuid4())
    client.force_login(neighbour("孙发起").user)
    data = {"province": "37", "city": "烟台", "key": theirs.key}
    response = client.post(reverse("chapters:found-place", args=["regional"]), data)
    assert response["Location"] == reverse("chapters:found")
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("starts_on", "field"),
    [("9990-12-30", "starts_on"), ("9999-12-30", "starts_on"), (str(timezone.localdate()), "ends_on")],
    ids=["far", "the-last-day", "for-ever"],
)
def test_a_term_until_the_end_of_time_is_refused_at_its_field(starts_on, field):
    change = make_council_change(make_chapter())
    form = TermForm({"version": 1, "starts_on": starts_on, "ends_on": "9999-12-31"}, change=change)
    assert list(form.errors) == [field]


def test_a_term_of_the_last_year_there_is_breaks_no_form():
    form = ExtendForm({"ended_on": "9999-12-30", "ends_on": "9999-12-31", "reason": "疫情"})
    assert form.is_valid()


@pytest.mark.parametrize("year", ["0", "10000", "99999999999"])
def test_a_year_that_no_calendar_has_is_not_found(client, year):
    client.force_login(make_user())
    assert client.get(reverse("admin:chapters_overview_rows", args=["members"]), {"year": year}).status_code == 404
