"""Filing: the draft from the chapter's own data, two officers at once, submit, sent back, accepted, waived."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni_office.mail.models import Message
from chapters.models import Document, Duty, Filing, Notice
from chapters.services import duties as services
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_duty,
    make_gathering_at,
    make_joined,
    make_member,
    make_office,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
TEXTS = {"summary": "开了两次座谈会", "plan": "办一次返校"}


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def president(chapter, client):
    person = make_officer(chapter)
    client.force_login(person.user)
    return person


def address(duty, name="filing"):
    return reverse(f"chapters:{name}", args=[duty.chapter_id, duty.pk])


def typed(version=0, **values):
    numbers = dict.fromkeys(["members", "joined", "left", "council", "gatherings", "attendance", "notices"], "")
    return {"version": version, **numbers, "income": "", "expenses": "", **TEXTS, "verb": "draft"} | values


def this_year():
    return timezone.localdate().year


def test_the_draft_is_filled_from_the_chapter_s_own_data(client, chapter, president):
    duty = make_duty(chapter, due_on=date(2026, 1, 31))
    make_joined(chapter, make_alumnus("甲"), date(2024, 5, 1))
    make_joined(chapter, make_alumnus("乙"), date(2025, 12, 31))
    make_joined(chapter, make_alumnus("丙"), date(2024, 1, 1), "left", ended_on=date(2025, 12, 31))
    make_joined(chapter, make_alumnus("丁"), date(2026, 1, 1))
    make_joined(chapter, make_alumnus("戊"), None, "applied")
    make_gathering_at(chapter, datetime(2025, 12, 31, 15, 30, tzinfo=UTC), "守岁", attendance=40, place="静安")
    make_gathering_at(chapter, datetime(2025, 5, 1, 2, tzinfo=UTC), "踏青", attendance=12)
    make_gathering_at(chapter, datetime(2025, 12, 31, 16, 30, tzinfo=UTC), "新年", attendance=99)  # 2026 in Shanghai
    make_gathering_at(chapter, datetime(2025, 6, 1, tzinfo=UTC), "没办成", cancelled_at=timezone.now(), attendance=7)
    make_office(chapter, make_alumnus("前任"), date(2022, 1, 1), date(2026, 1, 20), seat="secretary")
    with time_machine.travel("2025-07-01"):
        Notice.objects.create(chapter=chapter, audience="public", title="通知", text="x", key=KEY)
    initial = client.get(address(duty)).context["form"].initial
    assert {name: initial[name] for name in ("members", "joined", "left", "council", "gatherings", "attendance",
                                             "notices", "version")} == {
        "members": 2, "joined": 1, "left": 1, "council": 1, "gatherings": 2, "attendance": 52, "notices": 1,
        "version": 0,
    }  # fmt: skip
    assert [line for line in initial["summary"].splitlines() if "踏青" in line or "守岁" in line] == (
        initial["summary"].splitlines()[1:]
    )
    assert Filing.objects.count() == 0  # looking makes no draft


KEY = "00000000-0000-0000-0000-000000000003"


def test_the_year_of_the_figures_is_that_of_the_place(client):
    chapter = make_chapter(time_zone="America/Los_Angeles")
    client.force_login(make_officer(chapter).user)
    duty = make_duty(chapter, due_on=date(2026, 1, 31))
    make_gathering_at(chapter, datetime(2026, 1, 1, 7, 59, tzinfo=UTC), attendance=5)
    make_gathering_at(chapter, datetime(2026, 1, 1, 8, 0, tzinfo=UTC), attendance=70)
    assert client.get(address(duty)).context["form"].initial["attendance"] == 5


def test_a_draft_is_saved_at_every_moment_and_seen_by_officers_only(client, chapter, president):
    duty = make_duty(chapter)
    response = client.post(address(duty), typed(summary="", plan="", members="12", income="1000.50"))
    assert response.status_code == 302
    filing = Filing.objects.get()
    assert (filing.state, filing.members, filing.income, filing.version) == ("draft", 12, Decimal("1000.50"), 2)
    assert Duty.objects.get().state == "due"
    client.force_login(make_user())
    page = client.get(reverse("admin:chapters_duty_change", args=[duty.pk]))
    assert page.context["filing"] is None
    assert "1,000.50" not in page.content.decode()


def test_the_second_of_two_officers_is_told_what_changed_and_loses_nothing(client, chapter, president):
    duty = make_duty(chapter)
    client.post(address(duty), typed(summary="会长写的", members="10"))
    response = client.post(address(duty), typed(version=0, summary="秘书写的", members="12"))
    assert response.status_code == 409
    assert [(str(each.label), each.theirs, each.mine) for each in response.context["differences"]] == [
        (str(Filing._meta.get_field("summary").verbose_name), "会长写的", "秘书写的"),
        (str(Filing._meta.get_field("members").verbose_name), 10, 12),
    ]
    assert Filing.objects.get().summary == "会长写的"
    form = response.context["form"]
    assert (form["summary"].value(), form["version"].value()) == ("秘书写的", "2")
    again = client.post(address(duty), typed(version=2, summary="合在一起", members="12"))
    assert again.status_code == 302
    assert Filing.objects.get().summary == "合在一起"


def test_what_was_typed_wrongly_is_said_at_its_field(client, chapter, president):
    duty = make_duty(chapter)
    response = client.post(address(duty), typed(income="-1", expenses="1.005", members="many"))
    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["expenses", "income", "members"]
    assert Filing.objects.count() == 0


def test_documents_are_known_by_their_bytes_and_kept_once(client, chapter, president):
    duty = make_duty(chapter)
    wrong = SimpleUploadedFile("report.pdf", b"MZ\x90\x00")
    response = client.post(address(duty), typed(documents=[wrong]))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["documents"]
    for version in (0, 2):
        client.post(address(duty), typed(version=version, documents=[SimpleUploadedFile("年报.pdf", PDF)]))
    assert [(d.name, d.kind, d.chapter) for d in Filing.objects.get().documents.all()] == [
        ("年报.pdf", "report", chapter)
    ]


def test_a_file_is_kept_even_when_the_text_meets_another_s(client, chapter, president):
    duty = make_duty(chapter)
    client.post(address(duty), typed())
    response = client.post(address(duty), typed(summary="别的", documents=[SimpleUploadedFile("a.pdf", PDF)]))
    assert response.status_code == 409
    assert [document.name for document in response.context["documents"]] == ["a.pdf"]


def test_a_document_is_an_attachment_and_can_be_taken_off(client, chapter, president):
    duty = make_duty(chapter)
    client.post(address(duty), typed(documents=[SimpleUploadedFile("年报.pdf", PDF)]))
    document = Document.objects.get()
    got = client.get(reverse("chapters:filing-document", args=[chapter.pk, duty.pk, document.pk]))
    assert b"".join(got) == PDF
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in got["Cache-Control"]
    client.post(reverse("chapters:filing-document-remove", args=[chapter.pk, duty.pk, document.pk]))
    assert list(Filing.objects.get().documents.all()) == []
    assert Document.objects.filter(pk=document.pk).exists()  # kept with the chapter


def test_an_eleventh_document_is_too_many(client, chapter, president):
    duty = make_duty(chapter)
    files = [SimpleUploadedFile(f"{n}.pdf", PDF.replace(b"<<>>", b"<</N %d>>" % n)) for n in range(11)]
    client.post(address(duty), typed(documents=files[:10]))
    assert client.post(address(duty), typed(version=2, documents=files[10:])).status_code == 422
    assert Filing.objects.get().documents.count() == 10


def test_an_incomplete_filing_is_saved_and_the_missing_is_said_at_its_field(client, chapter, president):
    duty = make_duty(chapter)
    response = client.post(address(duty), typed(plan=" ", summary="", verb="submit", members="3"))
    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["plan", "summary"]
    assert (Filing.objects.get().members, Duty.objects.get().state) == (3, "due")


def test_an_audit_is_filed_with_its_report(client, chapter, president):
    duty = make_duty(chapter, "audit")
    data = {"version": 0, "summary": "审计无异议", "income": "", "expenses": "", "verb": "submit"}
    assert list(client.post(address(duty), data).context["form"].errors) == ["documents"]
    version = Filing.objects.get().version
    client.post(address(duty), data | {"version": version, "documents": [SimpleUploadedFile("a.pdf", PDF)]})
    assert Duty.objects.get().state == "filed"
    assert Document.objects.get().kind == "audit"


def test_each_step_mails_who_must_act_next(client, chapter, president, settings, django_capture_on_commit_callbacks):
    settings.OFFICE_EMAIL = "office@example.edu.cn"
    duty, staff = make_duty(chapter), make_user()
    client.post(address(duty), typed(verb="submit"))
    assert (Duty.objects.get().state, Filing.objects.get().filed_by) == ("filed", president.user)
    assert list(Message.objects.values_list("to", flat=True)) == ["office@example.edu.cn"]

    client.force_login(staff)
    client.post(reverse("admin:chapters_duty_send_back", args=[duty.pk]), {"reason": "请补充收支"})
    filing = Filing.objects.get()
    assert (Duty.objects.get().state, filing.state, filing.answer) == ("sent_back", "sent_back", "请补充收支")
    mail = Message.objects.order_by("pk").last()
    assert mail.to == president.user.email
    assert "请补充收支" in mail.text

    client.force_login(president.user)
    assert "请补充收支" in client.get(address(duty)).content.decode()
    client.post(address(duty), typed(version=filing.version, income="100", verb="submit"))
    client.force_login(staff)
    client.post(reverse("admin:chapters_duty_accept", args=[duty.pk]))
    duty.refresh_from_db()
    assert (duty.state, duty.done_on) == ("done", timezone.localdate())
    assert Filing.objects.get().decided_by == staff
    assert Message.objects.order_by("pk").last().to == president.user.email
    assert Message.objects.count() == 4


def test_what_was_filed_is_done_on_the_day_of_filing_where_the_chapter_is():
    chapter = make_chapter(time_zone="America/Los_Angeles")
    person = make_member()
    duty = make_duty(chapter, due_on=date(2026, 1, 31))
    filing = services.save_draft(duty=duty, version=0, values=TEXTS, by=person.user)
    with time_machine.travel("2026-02-01 07:59:00+00:00", tick=False):  # still 31 January in Los Angeles
        services.submit_filing(filing=filing, by=person.user)
    services.accept_filing(duty=duty, by=make_user())
    assert Duty.objects.get().done_on == date(2026, 1, 31)


def test_a_filing_is_decided_once(chapter):
    duty, staff = make_duty(chapter), make_user()
    filing = services.save_draft(duty=duty, version=0, values=TEXTS, by=staff)
    services.submit_filing(filing=filing, by=staff)
    with pytest.raises(services.Closed):
        services.submit_filing(filing=filing, by=staff)
    services.accept_filing(duty=duty, by=staff)
    with pytest.raises(services.NotSubmitted):
        services.send_back(duty=duty, reason="x", by=staff)
    with pytest.raises(services.NotSubmitted):
        services.waive_duty(duty=duty, reason="x", by=staff)
    with pytest.raises(services.Closed):
        services.save_draft(duty=duty, version=filing.version, values=TEXTS, by=staff)


def test_what_was_filed_cannot_be_changed_by_the_chapter(client, chapter, president):
    duty = make_duty(chapter)
    client.post(address(duty), typed(verb="submit"))
    client.post(address(duty), typed(version=3, summary="改了"))
    assert Filing.objects.get().summary == TEXTS["summary"]


def test_what_another_officer_took_out_meanwhile_is_missing(president, chapter):
    duty = make_duty(chapter)
    filing = services.save_draft(duty=duty, version=0, values=TEXTS, by=president.user)
    Filing.objects.update(plan="")
    with pytest.raises(services.Incomplete) as missing:
        services.submit_filing(filing=filing, by=president.user)
    assert missing.value.fields == ["plan"]
    assert Duty.objects.get().state == "due"


def test_the_office_waives_with_a_reason_that_the_officers_get(client, chapter, president):
    duty = make_duty(chapter)
    client.force_login(make_user())
    url = reverse("admin:chapters_duty_waive", args=[duty.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "并入换届一起办"})
    assert (Duty.objects.get().state, Duty.objects.get().why_waived) == ("waived", "并入换届一起办")
    assert [(mail.to, "并入换届一起办" in mail.text) for mail in Message.objects.all()] == [
        (president.user.email, True)
    ]


def test_the_report_as_pdf_says_what_was_filed_to_both(client, chapter, president, pdf_text):
    duty = make_duty(chapter)
    client.post(address(duty), typed(verb="submit", members="1204", income="50000.50"))
    texts = [pdf_text(b"".join(client.get(address(duty, "filing-report"))))]
    client.force_login(make_user())
    texts.append(pdf_text(b"".join(client.get(reverse("admin:chapters_duty_report", args=[duty.pk])))))
    for text in texts:
        for words in ("上海校友会", "1,204", "50,000.50", *TEXTS.values()):
            assert words in text


def test_the_office_sees_it_beside_what_was_filed_a_year_before(client, chapter, president):
    for year in (2025, 2026):
        duty = make_duty(chapter, due_on=date(year, 1, 31))
        client.post(address(duty), typed(summary=f"{year}年的总结", verb="submit"))
    client.force_login(make_user())
    page = client.get(reverse("admin:chapters_duty_change", args=[duty.pk])).content.decode()
    assert "2026年的总结" in page
    assert "2025年的总结" in page


def test_what_waits_stands_in_the_queue_and_on_the_first_page(client, chapter, president):
    duty = make_duty(chapter)
    client.post(address(duty), typed(verb="submit"))
    client.force_login(make_user())
    assert list(client.get(reverse("admin:chapters_duty_changelist")).context["page"].rows) == [duty]
    waiting = {str(each["url"]): each["count"] for each in client.get("/admin/").context["waiting"]}
    assert waiting[reverse("admin:chapters_duty_changelist")] == 1


@pytest.mark.parametrize("n", [1, 5])
def test_the_queue_costs_the_same_for_one_as_for_five(client, n):
    client.force_login(make_user())
    for number in range(n):
        make_duty(make_chapter(name=f"校友会{number}", city=f"城{number}"), state="filed")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(reverse("admin:chapters_duty_changelist")).context["page"]
    assert (len(page.rows), len(queries)) == (n, 4)


@pytest.mark.parametrize("n", [1, 5])
def test_the_year_costs_the_same_for_one_duty_as_for_five(client, chapter, president, n):
    for kind in ["summary", "activity", "audit", "supervisor", "registry"][:n]:
        make_duty(chapter, kind, date(this_year(), 12, 31))
    with CaptureQueriesContext(connection) as queries:
        calendar = client.get(reverse("chapters:my-duties", args=[chapter.pk])).context["calendar"]
    assert sum(len(month.items) for month in calendar.months) == n
    assert len(queries) == 8


@time_machine.travel("2026-02-10 12:00:00+08:00", tick=False)
def test_late_duties_stand_on_top_with_their_days(client):
    chapter = make_chapter()
    person = make_member()
    make_office(chapter, person, date(2025, 1, 1), date(2030, 1, 1))
    client.force_login(person.user)
    late, soon = make_duty(chapter), make_duty(chapter, "supervisor", date(2026, 3, 10))
    make_duty(chapter, "activity", date(2026, 12, 31), state="done", done_on=date(2026, 1, 5))
    calendar = client.get(reverse("chapters:my-duties", args=[chapter.pk])).context["calendar"]
    assert [(item.duty, item.days_late, item.tone) for item in calendar.late] == [(late, 10, "bad")]
    assert [(item.duty, item.tone) for month in calendar.months for item in month.items] == [
        (late, "bad"), (soon, "warn"), (Duty.objects.get(kind="activity"), "good"),
    ]  # fmt: skip


def test_a_duty_of_another_chapter_is_not_there(client, chapter, president):
    other = make_duty(make_chapter(name="北京校友会", province="11"))
    assert client.get(address(other)).status_code == 404
    assert client.get(reverse("chapters:filing", args=[chapter.pk, other.pk])).status_code == 404
    assert client.post(reverse("chapters:filing", args=[chapter.pk, other.pk]), typed()).status_code == 404
    assert Filing.objects.count() == 0
