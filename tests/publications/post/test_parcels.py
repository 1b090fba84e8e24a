"""Parcels out and back; the copies always add up."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.services.liaisons import appoint_liaison
from alumni_office.documents.labels import LAYOUTS
from alumni_office.mail.models import Message
from publications.models import Distribution, Parcel
from publications.services import post
from tests.factories import make_college, make_degree, make_member, make_user

from .makers import make_reader, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


def adds_up(row):
    row.refresh_from_db()
    states = list(row.parcels.values_list("state", flat=True))
    assert row.sent == sum(state in ("sent", "returned") for state in states)
    assert row.returned == states.count("returned")
    assert row.printed + row.returned == row.sent + row.given + row.spoiled + row.in_stock
    return row.in_stock


def test_what_is_sent_leaves_the_stock_and_what_comes_back_returns_to_it(staff):
    for number in range(3):
        make_reader(f"读者{number}", f"某路{number}号")
    row = prepared(staff, printed=10)
    assert post.mark_sent(distribution=row, on=date(2026, 5, 1), upto=2, by=staff) == 2
    assert adds_up(row) == 8
    assert post.mark_sent(distribution=row, on=date(2026, 5, 2), by=staff) == 1
    assert post.mark_sent(distribution=row, on=date(2026, 5, 3), by=staff) == 0
    post.record_return(distribution=row, code=row.parcels.first().code.lower(), reason="unclaimed", by=staff)
    assert adds_up(row) == 8


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["send", "return", "undo", "give", "spoil", "print", "unprint"]), max_size=25))
def test_the_copies_add_up_after_whatever_happens(acts):
    with transaction.atomic():
        staff = make_user()
        for number in range(4):
            make_reader(f"读者{number}", f"某路{number}号")
        row = prepared(staff, printed=5)
        for act in acts:
            _do(act, row, staff)
            assert adds_up(row) >= 0
        transaction.set_rollback(True)


def _do(act, row, staff):
    moves = {"give": ("given", 2), "spoil": ("spoiled", 1), "print": ("printed", 3), "unprint": ("printed", -3)}
    try:
        if act == "send":
            post.mark_sent(distribution=row, on=date(2026, 5, 1), upto=row.sent + 1, by=staff)
        elif act == "return" and (parcel := row.parcels.filter(state="sent").first()):
            post.record_return(distribution=row, code=parcel.code, reason="moved", by=staff)
        elif act == "undo" and (parcel := row.parcels.filter(state="returned").first()):
            post.undo_return(parcel=parcel, by=staff)
        elif act in moves:
            kind, copies = moves[act]
            post.move_copies(distribution=row, kind=kind, copies=copies, note="x", key=uuid4(), by=staff)
    except post.NotThatMany:
        pass


def test_the_database_refuses_copies_that_do_not_add_up(staff):
    make_reader()
    row = prepared(staff, printed=1)
    with pytest.raises(IntegrityError, match="distribution_copies_add_up"), transaction.atomic():
        Distribution.objects.filter(pk=row.pk).update(given=2)
    with pytest.raises(post.NotThatMany):
        post.move_copies(distribution=row, kind="given", copies=2, note="会议", key=uuid4(), by=staff)


def test_a_parcel_that_was_sent_is_never_deleted(staff):
    make_reader()
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    with pytest.raises(InternalError), transaction.atomic():
        Parcel.objects.filter(distribution=row)._raw_delete("default")


def test_a_return_marks_the_address_bad_asks_the_class_and_leaves_the_reader_out_next_time(staff):
    college = make_college()
    person = make_reader("王伟")
    make_degree(person, college=college, graduation_year=1998, major="数学")
    liaison = make_member("李娜")
    own = make_degree(liaison, college=college, graduation_year=1998, major="数学")
    appoint_liaison(degree=own, by=staff)
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)

    parcel, mails = post.record_return(distribution=row, code=row.parcels.get().code, reason="moved", by=staff)

    assert (parcel.state, person.contacts.get().state) == ("returned", "bad")
    assert [mail.to for mail in mails] == [liaison.user.email]
    text = Message.objects.get().text
    assert "王伟" in text
    assert reverse("alumni:class", args=[own.pk]) in text
    assert prepared(staff).left_out == {"never_asked": 1, "bad_address": 1}


def test_a_reason_that_is_not_the_address_leaves_it_alone(staff):
    person = make_reader()
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    assert post.record_return(distribution=row, code=row.parcels.get().code, reason="unclaimed", by=staff)[1] == []
    assert person.contacts.get().state == "unverified"


def test_an_address_that_was_confirmed_since_the_labels_were_made_stays_good(staff):
    person = make_reader()
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    person.contacts.update(state="verified", verified_at="2126-01-01T00:00Z")
    post.record_return(distribution=row, code=row.parcels.get().code, reason="moved", by=staff)
    assert person.contacts.get().state == "verified"


def test_a_wrong_scan_is_undone_with_its_address(staff):
    person = make_reader()
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    parcel = post.record_return(distribution=row, code=row.parcels.get().code, reason="moved", by=staff)[0]
    assert post.undo_return(parcel=parcel, by=staff)
    assert not post.undo_return(parcel=parcel, by=staff)
    parcel.refresh_from_db()
    assert (parcel.state, parcel.reason, person.contacts.get().state) == ("sent", "", "unverified")


def test_a_code_that_is_unknown_not_sent_or_back_already_is_told(staff):
    make_reader()
    row = prepared(staff)
    code = row.parcels.get().code
    with pytest.raises(post.UnknownCode):
        post.record_return(distribution=row, code="X-1", reason="moved", by=staff)
    with pytest.raises(post.NotSent):
        post.record_return(distribution=row, code=code, reason="moved", by=staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    post.record_return(distribution=row, code=code, reason="moved", by=staff)
    with pytest.raises(post.NotSent):
        post.record_return(distribution=row, code=code, reason="moved", by=staff)


@pytest.mark.parametrize("form", sorted(LAYOUTS))
def test_labels_print_the_names_and_every_character(staff, tmp_path, form):
    for number in range(30):
        make_reader(
            f"读者{number}䶮", f"山东省济南市历城区山大南路{number}号很长很长的地址需要折行显示一二三四五六七八"
        )
    row = prepared(staff)
    path = tmp_path / "labels.pdf"
    assert post.labels_pdf(distribution=row, path=path, form=form, skip=3, by=staff).count == 30
    content = path.read_bytes()
    pages = content.count(b"/Type /Page\n") or content.count(b"/Type /Page ")
    assert pages == -(-33 // LAYOUTS[form].on_a_sheet)
    assert b"NotoSansSC" in content


def test_the_sheet_for_the_post_office_holds_no_formula(staff, tmp_path):
    make_reader("=HYPERLINK(1)", "+1 某路")
    path = tmp_path / "labels.xlsx"
    post.labels_pdf(distribution=prepared(staff), path=path, form="xlsx", by=staff)
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[2]][3:5] == ["'+1 某路", "'=HYPERLINK(1)"]
    assert {cell.data_type for cell in sheet[2]} <= {"n", "s"}


def test_no_label_is_printed_of_what_went_out_already(staff, tmp_path):
    make_reader()
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    with pytest.raises(post.NothingToPrint):
        post.labels_pdf(distribution=row, path=tmp_path / "x.pdf", form="A4-24", by=staff)


def sheet_of(tmp_path, *lines) -> Path:
    path = tmp_path / "numbers.csv"
    path.write_text("\n".join(",".join(line) for line in (("条码", "运单号", "快递公司"), *lines)), encoding="gb18030")
    return path


def test_tracking_numbers_come_from_a_sheet_and_each_line_tells_what_became_of_it(staff, tmp_path):
    for number in range(2):
        make_reader(f"读者{number}", f"某路{number}号")
    row = prepared(staff)
    first, second = row.parcels.order_by("number").values_list("code", flat=True)
    path = sheet_of(tmp_path, (first, "SF001", "顺丰"), (second, "SF001", "顺丰"), ("X-9", "SF2", ""), (first, "", ""))
    lines = post.read_numbers(path, filename="numbers.csv")

    done = post.record_numbers(distribution=row, lines=lines, carrier="邮政", by=staff)

    assert [line.outcome for line in done] == ["written", "taken", "unknown", "empty"]
    again = post.record_numbers(distribution=row, lines=lines[:1], carrier="", by=staff)
    assert [line.outcome for line in again] == ["same"]
    assert Parcel.objects.get(code=first).tracking_no == "SF001"


def test_a_sheet_without_the_titles_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(post.NoColumns):
        post.read_numbers(path, filename="x.csv")
