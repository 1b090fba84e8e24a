"""The sheet after a leak: whose data an account saw, which kinds, and how many it cannot name."""

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from alumni.queries.accesses import COLUMNS
from alumni.queries.selection import Selection
from alumni.services import copying, exports
from alumni_office.history.models import AccessRecord
from alumni_office.jobs import services as jobs
from tests.factories import make_alumnus, make_contact, make_user

pytestmark = pytest.mark.django_db


def sheet(user, start="2000-01-01", end="2100-01-01"):
    out, err = io.StringIO(), io.StringIO()
    told = ["--by", user.email, "--from", start, "--to", end, "--json"]
    call_command("accesses", *told, stdout=out, stderr=err)
    return [json.loads(line) for line in out.getvalue().splitlines()], json.loads(err.getvalue())


def export(user, selection, columns):
    job, _new = exports.start_export(
        selection=selection,
        columns=columns,
        file_format="csv",
        reason="返校日",
        key=uuid.uuid4(),
        language="en",
        by=user,
    )
    jobs.run(job_id=job.pk)


def test_the_sheet_says_whom_an_account_saw_and_what_kinds_of_data(client):
    user, other = make_user(), make_user()
    first, second = make_alumnus("王伟"), make_alumnus("李娜")
    make_contact(first)
    client.force_login(user)
    client.get(reverse("admin:alumni_alumnus_detail", args=[first.pk]))
    client.post(reverse("admin:alumni_alumnus_reveal", args=[first.pk]))
    export(user, Selection(ids=(second.pk,)), ["name", "mobile", "major"])
    export(user, Selection(everyone=True), ["name"])
    AccessRecord.objects.create(action="view", target="alumni.alumnus", target_id=second.pk, by=other)
    found, sums = sheet(user)
    assert [(line["action"], line["people"], line["count"]) for line in found] == [
        ("view", [first.pk], 1),
        ("reveal", [first.pk], 1),
        ("export", [second.pk], 1),
        ("export", [first.pk, second.pk], 2),
    ]
    assert "contact" not in found[0]["kinds"]
    assert {"contact", "sensitive"} <= set(found[1]["kinds"])
    assert found[2]["kinds"] == ["contact", "identity", "study"]
    assert (sums["accesses"], sums["people"], sums["unnamed"], sums["kinds"]["contact"]) == (4, 2, 0, 2)
    assert "王伟" not in json.dumps(found, ensure_ascii=False)


def test_only_what_happened_between_the_two_moments_counts():
    user = make_user()
    AccessRecord.objects.create(action="view", target="alumni.alumnus", target_id=make_alumnus().pk, by=user)
    today = timezone.localdate()
    assert len(sheet(user, str(today), str(today + timedelta(days=1)))[0]) == 1
    assert sheet(user, str(today - timedelta(days=1)), str(today))[0] == []
    soon = timezone.localtime(timezone.now() + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%S")
    assert sheet(user, soon, "2100-01-01")[0] == []


def test_a_copy_counts_as_everything():
    user = make_user()
    copying.copy_as_json(person=make_alumnus(), by=user)
    assert {"contact", "sensitive", "file"} <= set(sheet(user)[0][0]["kinds"])


def test_who_or_when_is_nobody_or_no_moment_is_told():
    with pytest.raises(CommandError, match="x@example"):
        call_command("accesses", "--by", "x@example.edu.cn", "--from", "2026-01-01", "--to", "2026-02-01")
    with pytest.raises(CommandError, match="soon"):
        call_command("accesses", "--by", make_user().email, "--from", "soon", "--to", "2026-02-01")


def test_every_column_of_an_export_has_its_kind():
    assert set(exports.COLUMNS) - set(COLUMNS) == {
        "name", "name_as_written", "latin_name", "former_names", "gender", "tier", "kind", "life", "last_contact_on",
    }  # fmt: skip
    sensitive = {name for name, column in exports.COLUMNS.items() if column.is_sensitive}
    assert {COLUMNS[name].name for name in sensitive} == {"CONTACT", "SENSITIVE"}
