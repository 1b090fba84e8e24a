"""Sheets, badges and certificates: Chinese, a code for each person, nothing personal in it, and in the access log."""

import shutil
import subprocess

import pytest
from django.urls import reverse

from alumni_office.documents import codes
from alumni_office.history.models import AccessedPerson, AccessRecord
from events.models import Ticket
from tests.factories import (
    make_alumnus,
    make_check_in,
    make_degree,
    make_registration,
    make_user,
)
from tests.waiting import PATIENCE

pytestmark = [
    pytest.mark.django_db, pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext"),
]  # fmt: skip


def text_of(content: bytes) -> list[str]:
    """The text of each page."""
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True, timeout=PATIENCE)
    return done.stdout.decode().split("\f")[:-1]


@pytest.fixture
def paper(client, event):
    by = make_user()

    def paper(kind, **data):
        client.force_login(by)
        answer = client.post(reverse("admin:events_checkin_print", args=[event.pk, kind]), data, follow=True)
        return answer.getvalue() if answer["Content-Type"] == "application/pdf" else None

    paper.by = by
    return paper


@pytest.fixture
def people(event):
    maths, law = make_alumnus("王伟"), make_alumnus("李敏")
    make_degree(maths, major="数学", graduation_year=1998, class_name="94级1班")
    make_degree(law, major="法学", graduation_year=2002)
    press = Ticket.objects.create(event=event, name="媒体")
    return [
        make_registration(event, maths, seats=3, phone="+8613812345678", email="w@example.com"),
        make_registration(event, law),
        make_registration(event, name="赵记者", ticket=press),
        make_registration(event, name="走了", state="cancelled"),
    ]


def test_sheets_have_a_page_for_each_class_and_ticket(paper, people):
    pages = text_of(paper("sheets"))
    assert len(pages) == 3
    assert "1998届 · 94级1班" in pages[0]
    assert "王伟" in pages[0]
    assert people[0].code in pages[0]
    assert "2002届 · 法学" in pages[1]
    assert ("媒体" in pages[2], "赵记者" in pages[2]) == (True, True)
    assert [word for word in ("走了", "13812345678", "w@example.com") if word in "".join(pages)] == []


def test_a_long_class_goes_on_on_the_next_page(paper, event):
    for number in range(20):
        make_registration(event, name=f"来宾{number:02}")
    pages = text_of(paper("sheets"))
    assert ["来宾00" in pages[0], "来宾19" in pages[1], len(pages)] == [True, True, 2]


def test_badges_carry_name_and_class_and_no_way_to_reach_anybody(paper, people):
    [page] = text_of(paper("badges"))
    assert all(word in page for word in ("王伟", "1998届 · 94级1班", "赵记者", "校友返校日"))
    assert "13812345678" not in page


def test_certificates_are_for_those_who_came(paper, gate, people):
    assert paper("certificates") is None
    make_check_in(gate, people[1])
    [page] = text_of(paper("certificates"))
    flat = page.replace("\n", "")
    assert "参会证明" in flat
    assert "李敏" in flat
    assert "“校友返校日”，特此证明。" in flat
    assert "王伟" not in flat


def test_one_registration_alone_by_its_code(paper, people):
    [page] = text_of(paper("badges", code=people[0].code.lower()))
    assert ("王伟" in page, "李敏" in page) == (True, False)
    assert paper("badges", code="NOBODY") is None


def test_what_was_printed_is_in_the_access_log_with_the_people(paper, people, event):
    paper("sheets")
    record = AccessRecord.objects.get()
    assert (record.action, record.target_id, record.count, record.reason, record.by) == (
        "download", event.pk, 3, "sheets", paper.by,
    )  # fmt: skip
    named = set(AccessedPerson.objects.values_list("person_id", flat=True))
    assert named == {people[0].alumnus_id, people[1].alumnus_id}


def test_a_paper_that_there_is_not_is_no_page(client, event, people):
    client.force_login(make_user())
    for kind, data in (("lists", {}), ("sheets", {"part": 0})):
        assert client.post(reverse("admin:events_checkin_print", args=[event.pk, kind]), data).status_code == 404


def test_characters_that_the_font_lacks_and_long_names_do_not_break_the_paper():
    rows = [codes.Coded("𠮷" * 80, "<b>&" * 40, "E:ABCDEF2345"), codes.Coded("", "", "E:ABCDEF2345")]
    for content in (
        codes.sheets([("班" * 200, rows)], title="标题" * 60, foot="页脚"),
        codes.badges(rows * 11, title="标题" * 60),
        codes.certificates([("王" * 80, "text of letters " * 30)], title="参会证明", signed=["山东大学" * 9]),
    ):
        assert content.startswith(b"%PDF")
