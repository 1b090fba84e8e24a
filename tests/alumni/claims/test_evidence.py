import contextlib
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from alumni.models import Evidence, Verification
from alumni.services import claims
from alumni.services.claims.evidence import add_evidence
from alumni_office.documents import uploads
from alumni_office.documents.uploads import inspect
from tests.factories import make_college, make_user

from .people import PDF, make_applicant, make_claim, picture


@pytest.mark.parametrize(("content", "kind"), [(picture(), "png"), (picture("JPEG"), "jpg"), (PDF, "pdf")])
def test_a_file_is_what_its_bytes_are(content, kind):
    assert inspect(content).kind == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        picture("GIF"),
        picture("BMP"),
        picture()[:60],
        b"%PDF-1.4\nnothing",
        b"%PDF-9.9" + PDF[8:],
        PDF + b"<script>",
        b"MZ" + bytes(1000),
        b"\xff\xd8\xff\xe0" + bytes(1000),
        bytes(uploads.MOST_BYTES + 1),
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(uploads.Unreadable):
        inspect(content)


def test_a_picture_of_more_than_forty_million_points_is_refused():
    with pytest.raises(uploads.Unreadable):
        inspect(picture(size=(8000, 5001)))


def test_a_picture_is_drawn_anew_without_what_the_camera_or_a_stranger_wrote():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "36.67N 117.02E"
    Image.new("RGB", (30, 20)).save(out, "JPEG", exif=exif, comment=b"<script>")
    dirty = out.getvalue() + b"<script>alert(1)</script>"

    clean = inspect(dirty).content

    assert b"117.02E" in dirty
    assert b"117.02E" not in clean
    assert b"script" not in clean


@given(st.binary(max_size=300), st.integers(0, 200))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_it_fall_over(noise, at):
    for start in (b"", picture()[:at], PDF[:at], b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"):
        with contextlib.suppress(uploads.Unreadable):
            assert inspect(start + noise).kind in ("jpg", "png", "pdf")


@pytest.mark.django_db
def test_files_have_names_that_tell_nothing_and_are_five_at_most(settings):
    claim = make_claim()
    add_evidence(claim=claim, documents=[inspect(PDF)] * 4)
    with pytest.raises(claims.TooManyFiles) as refused:
        add_evidence(claim=claim, documents=[inspect(PDF)] * 2)
    add_evidence(claim=claim, documents=[inspect(PDF)])

    names = {path.name for path in (Path(settings.MEDIA_ROOT) / "evidence").iterdir()}
    assert refused.value.room == 1
    assert len(names) == 5
    assert all(len(name) == 36 for name in names)


@pytest.mark.django_db
def test_an_answer_with_too_many_files_is_told_how_many_more_there_is_room_for(client):
    claim = make_claim(state="asked", answer="请补充证明。")
    add_evidence(claim=claim, documents=[inspect(PDF)] * 4)
    client.force_login(claim.user)
    files = [SimpleUploadedFile(f"{number}.pdf", PDF) for number in range(2)]

    page = client.post(reverse("alumni:claim-answer"), {"statement": "见附件", "documents": files})

    assert page.status_code == 422
    assert page.context["answer_form"].errors["documents"] == ["加上此前提交的文件，还可再提交 1 个。"]
    claim.refresh_from_db()
    assert (claim.state, claim.statement, claim.evidence.count()) == ("asked", "", 4)


@pytest.mark.django_db
def test_a_question_that_nobody_answers_ends_the_claim_after_ninety_days():
    old, recent, asked_lately = (make_claim(state="requested") for _each in range(3))
    long_ago = timezone.now() - timedelta(days=91)
    Verification.objects.filter(pk__in=[old.pk, asked_lately.pk]).update(created_at=long_ago)
    for claim in (old, recent, asked_lately):
        Verification.objects.filter(pk=claim.pk).update(state="asked", answer="?")
    event = Verification.versions.rel.related_model
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {event._meta.db_table} DISABLE TRIGGER USER")
        event.objects.filter(pgh_obj=old).update(pgh_created_at=long_ago)
        cursor.execute(f"ALTER TABLE {event._meta.db_table} ENABLE TRIGGER USER")

    claims.sweep_evidence()

    states = {claim: Verification.objects.get(pk=claim.pk).state for claim in (old, recent, asked_lately)}
    assert states == {old: "withdrawn", recent: "asked", asked_lately: "asked"}


@pytest.mark.django_db
def test_evidence_is_given_to_its_owner_and_to_officers_in_reach_as_a_download(client):
    college, elsewhere = make_college(), make_college("化学学院")
    claim = make_claim(college_line=[college.pk])
    add_evidence(claim=claim, documents=[inspect(PDF)])
    row = Evidence.objects.get()
    own = reverse("alumni:claim-evidence", args=[row.pk])
    desk = reverse("admin:alumni_verification_evidence", args=[row.pk])
    people = {
        "owner": (claim.user, own, 200),
        "stranger": (make_applicant(), own, 404),
        "office": (make_user(), desk, 200),
        "officer": (make_user("college_officer", college), desk, 200),
        "other officer": (make_user("college_officer", elsewhere), desk, 404),
        "other officer by the public door": (make_user("college_officer", elsewhere), own, 404),
        "auditor": (make_user("auditor"), desk, 403),
    }

    for who, (user, url, status) in people.items():
        client.force_login(user)
        answer = client.get(url)
        assert (who, answer.status_code) == (who, status)
        if status == 200:
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer["Content-Security-Policy"]
            assert "no-store" in answer["Cache-Control"]
            assert b"".join(answer.streaming_content) == PDF


@pytest.mark.django_db
def test_files_go_thirty_days_after_the_decision_and_the_rows_stay(settings, client):
    now = timezone.now()
    for state, days in (("accepted", 31), ("refused", 31), ("withdrawn", 31), ("refused", 29), ("requested", 31)):
        fields = {"answer": "x"} if state == "refused" else {}
        claim = make_claim(state="requested")
        add_evidence(claim=claim, documents=[inspect(PDF)])
        if state == "accepted":
            from tests.factories import make_alumnus

            fields["alumnus"] = make_alumnus()
        Verification.objects.filter(pk=claim.pk).update(state=state, decided_at=now - timedelta(days=days), **fields)

    assert claims.sweep_evidence() == 3
    assert claims.sweep_evidence() == 0

    assert len(list((Path(settings.MEDIA_ROOT) / "evidence").iterdir())) == 2
    gone = Evidence.objects.filter(file="", deleted_at__isnull=False)
    assert (gone.count(), Evidence.objects.count()) == (3, 5)
    client.force_login(gone[0].verification.user)
    assert client.get(reverse("alumni:claim-evidence", args=[gone[0].pk])).status_code == 404
