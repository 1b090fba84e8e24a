"""A copy of one's data is complete, says where values come from and who looked, and tells nothing of others."""

import json
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone, translation

from alumni.models import Alumnus
from alumni.privacy import TABLES
from alumni.services import copying
from alumni.services.copying.delivering import document
from alumni.services.erasing.rows import rows_of
from alumni.services.erasing.traces import Traces
from alumni_office.accounts.models import RoleGrant
from alumni_office.history.models import AccessRecord
from tests.factories import make_alumnus, make_user
from tests.waiting import PATIENCE

from . import world

pytestmark = pytest.mark.django_db
TEXTS = (models.CharField, models.TextField, models.JSONField, models.DateField, models.IntegerField)


@pytest.fixture
def staff(db):
    return make_user(name="李老师")


@pytest.fixture
def person(staff):
    person = world.make_person(staff)
    world.fill(person, make_alumnus("李娜", notes="only-hers"), staff)
    person.notes = "canary-notes, later"
    person.save()
    return person


def as_json(person):
    return json.loads(copying.copy_as_json(person=person, by=person.user))


def test_every_text_of_every_table_that_names_the_person_is_in_the_copy(person):
    said = json.dumps(as_json(person), ensure_ascii=False)
    traces = Traces([person.pk], person.user)
    missing, empty = [], []
    for table in TABLES.values():
        if not (table.person or table.user) or table.not_copied:
            continue
        rows = list(rows_of(table, traces))
        if not rows and table.label not in ("jobs.Job", "accounts.RoleGrant"):
            empty.append(table.label)
        for row in rows:
            for field in apps.get_model(table.label)._meta.concrete_fields:
                if not isinstance(field, TEXTS) or field.name in (*table.hidden.split(), "field_sources"):
                    continue
                value = getattr(row, field.attname)
                for text in _texts(value):
                    if text not in said:
                        missing.append(f"{table.label}.{field.name}: {text}")
    assert (missing, empty) == ([], [])


def _texts(value):
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) and value else []


def test_earlier_versions_account_and_files_are_in_it(person):
    copy = as_json(person)
    assert copy["earlier_versions"]["alumni.Alumnus"][-1]["notes"] == "canary-notes"
    assert copy["account"]["account.EmailAddress"][0]["email"] == person.user.email
    assert copy["data"]["alumni.Profile"][0]["photo"]["base64"] == "Y2FuYXJ5LXBob3Rv"
    assert copy["left_out"].keys() == {
        "alumni.DuplicateCandidate",
        "donations.DonorMerge",
        "donations.DonorsApart",
        "alumni.SearchKey",
        "alumni.SearchDoc",
        "donations.CaseFile",
        "history.AccessedPerson",
        "publications.Bounce",
        "publications.Parcel",
        "publications.Suppression",
    }


def test_no_secret_no_colleague_and_nobody_else_is_in_it(person):
    said = json.dumps(as_json(person), ensure_ascii=False)
    for secret in ("canary-token", "canary-hash", "canary-link", "canary-totp", person.user.password):
        assert secret not in said
    assert "李老师" not in said
    assert "only-hers" not in said
    assert {row["by"] for row in as_json(person)["data"]["alumni.Consent"]} == {"office"}


def test_it_says_where_values_come_from(person, staff):
    person.field_sources = {"city": {"source": "alumnus"}}
    person.save()
    with translation.override("en"):
        copy = as_json(person)
    assert copy["sources"]["city"] == "The alumnus"
    assert copy["sources"]["notes"].startswith("Office")
    assert copy["data"]["alumni.ContactPoint"][0]["from"] == "Office"


def test_it_says_who_looked_in_which_role_and_why(person, staff):
    RoleGrant.objects.filter(user=staff).update(starts_on=timezone.localdate() - timedelta(days=9))
    with translation.override("en"):
        looks = as_json(person)["who_looked"]
    assert [(look["who"], look["what"]) for look in looks] == [("Office staff", "Looked at")]
    assert [(row.action, row.by) for row in AccessRecord.objects.order_by("-pk")[:1]] == [("download", person.user)]
    with translation.override("en"):
        assert as_json(person)["who_looked"][0]["who"] == "Yourself"


def test_the_printed_copy_is_readable_in_both_languages(person, each_language, tmp_path):
    path = tmp_path / "copy.pdf"
    path.write_bytes(copying.copy_as_pdf(person=person, by=person.user))
    assert path.read_bytes().startswith(b"%PDF")
    printed = document(copying.collect(person))
    text = "\n".join(value for section in printed.sections for entry in section.entries for _, value in entry.pairs)
    for told in (world.NAME, "canary-employer", "canary-address", "canary-letter", "canary-wish"):
        assert told in text
    assert "canary-token" not in text


def test_a_merged_record_is_part_of_the_same_copy(person):
    make_alumnus(world.NAME, notes="from the other record", merged_into=person)
    assert {row["notes"] for row in as_json(person)["data"]["alumni.Alumnus"]} >= {"from the other record"}
    assert Alumnus.objects.count() == 3


def test_the_number_of_queries_does_not_grow_with_the_person(person, django_assert_max_num_queries):
    with django_assert_max_num_queries(245):
        copying.collect(person)


def test_pdftotext_finds_the_characters(person, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    path = tmp_path / "copy.pdf"
    path.write_bytes(copying.copy_as_pdf(person=person, by=person.user))
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert world.NAME in done.stdout
