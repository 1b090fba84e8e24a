"""The wizard's pages without a browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alumni.intake import limits
from alumni.models import Alumnus, ColumnMapping, Roster, RosterRow
from alumni.queries.rosters.preview import Viewer
from alumni.services import rosters
from alumni.services.rosters import checking
from alumni_office.history.models import AccessRecord
from alumni_office.jobs import services as jobs
from tests.alumni.intake.samples import ROSTERS

from .steps import outcomes, roster_file, take_in, upload, work

ADD = "/admin/alumni/roster/add/"


@pytest.fixture
def desk(client, officer, university):
    client.force_login(officer)
    return client


def page(desk, name, roster, **query):
    return desk.get(reverse(f"admin:alumni_roster_{name}", args=[roster.pk]), query, headers={"accept-language": "en"})


def send(desk, path, **fields):
    with path.open("rb") as file:
        return desk.post(ADD, {"file": SimpleUploadedFile(path.name, file.read())} | fields)


def test_an_uploaded_file_is_kept_under_a_name_that_tells_nothing(desk, tmp_path):
    answer = send(desk, roster_file(tmp_path, {"姓名": "王伟"}, name="王伟的名册.csv"))

    roster = Roster.objects.get()
    assert answer["Location"] == reverse("admin:alumni_roster_columns", args=[roster.pk])
    assert roster.filename == "王伟的名册.csv"
    assert "王伟" not in roster.file.name
    assert roster.job.kind == "roster_check"


def test_the_same_file_again_is_recognised_and_taken_only_when_asked(desk, officer, tmp_path):
    path = roster_file(tmp_path, {"姓名": "王伟"})
    first = upload(path, officer)

    answer = send(desk, path)
    assert answer.status_code == 200
    assert reverse("admin:alumni_roster_change", args=[first.pk]) in answer.content.decode()
    assert Roster.objects.count() == 1

    assert send(desk, path, again="1").status_code == 302
    assert Roster.objects.count() == 2


def test_too_large_an_upload_is_refused_with_a_sentence(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 10)

    answer = send(desk, roster_file(tmp_path, {"姓名": "王伟"}))

    assert answer.status_code == 200
    assert len(answer.context["form"].errors["file"]) == 1
    assert Roster.objects.count() == 0


def test_a_refused_file_says_why_in_one_sentence(desk, officer):
    roster = upload(ROSTERS / "06-坏文件.xlsx", officer)

    said = page(desk, "columns", roster).content.decode()

    assert "This workbook is damaged or was cut off. Open it, save it again and upload the new file." in said


def test_columns_are_corrected_and_remembered_for_the_colleges_next_file(desk, officer, university, tmp_path):
    titles = ("姓名", "性别", "去处")
    rows = [{"姓名": f"王伟{n}", "去处": "海尔集团"} for n in "一二三"]
    college = university["文学院"]
    roster = upload(roster_file(tmp_path, *rows, titles=titles), officer, college=college)
    assert "employer" not in roster.rows.first().fields
    form = page(desk, "columns", roster).context["form"]
    choices = {name: field.initial for name, field in form.fields.items()} | {"sheet0-2": "employer"}

    desk.post(reverse("admin:alumni_roster_columns", args=[roster.pk]), choices)
    roster.refresh_from_db()
    work(roster.job_id)

    assert {row.fields["employer"] for row in roster.rows.all()} == {"海尔集团"}
    assert ColumnMapping.objects.get().college == college
    more = upload(
        roster_file(tmp_path, {"姓名": "李娜", "去处": "浪潮集团"}, titles=titles, name="b.csv"),
        officer,
        college=college,
    )
    assert more.rows.get().fields["employer"] == "浪潮集团"
    other = upload(roster_file(tmp_path, {"姓名": "张芳", "去处": "浪潮集团"}, titles=titles, name="c.csv"), officer)
    assert "employer" not in other.rows.get().fields


def test_an_unknown_college_is_named_once_and_known_ever_after(desk, officer, university, tmp_path):
    roster = upload(roster_file(tmp_path, {"姓名": "王伟", "学院": "魔法学院"}), officer)
    assert outcomes(roster) == {2: "rejected"}
    form = page(desk, "columns", roster).context["form"]
    choices = {name: field.initial or "" for name, field in form.fields.items()}

    desk.post(reverse("admin:alumni_roster_columns", args=[roster.pk]), choices | {"college0": university["文学院"].pk})
    roster.refresh_from_db()
    work(roster.job_id)

    assert outcomes(roster) == {2: "created"}
    university["文学院"].refresh_from_db()
    assert university["文学院"].aliases == ["魔法学院"]
    next_one = upload(roster_file(tmp_path, {"姓名": "李娜", "学院": "魔法学院"}, name="b.csv"), officer)
    assert next_one.rows.get().fields["college"] == "文学院"


def test_the_review_shows_every_row_with_its_own_cells_and_counts(desk, officer):
    roster = upload(ROSTERS / "05-问题名单.csv", officer)

    answer = page(desk, "review", roster)
    assert [(word, count) for word, _, count in answer.context["figures"] if count] == [
        ("created", 56),
        ("rejected", 6),
    ]
    seen = [view.row.number for sheet in answer.context["sheets"] for view in sheet.rows]
    answer = page(desk, "review", roster, after=answer.context["page"].after)
    seen += [view.row.number for sheet in answer.context["sheets"] for view in sheet.rows]
    assert seen == list(roster.rows.order_by("pk").values_list("number", flat=True))

    rejected = page(desk, "review", roster, outcome="rejected").content.decode()
    assert "赵未来" in rejected
    assert "The graduation year 2199 lies in the future." in rejected
    assert "丁萍伟" not in rejected


@pytest.mark.parametrize("filename", ["01-数学学院-1998届本科.xlsx", "03-校友名录.xls"])
def test_the_review_asks_a_constant_number_of_queries(filename, desk, officer):
    roster = upload(ROSTERS / filename, officer)
    asked = []
    for outcome in ("", "created"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(desk, "review", roster, outcome=outcome)
        asked.append(len(queries))

    assert asked == [asked[0]] * 2
    assert asked[0] <= 14


def test_old_and_new_values_stand_in_the_cells_that_change(desk, officer, university, tmp_path):
    base = {"姓名": "王伟", "学院": "数学学院", "手机": "13800138000"}
    take_in(upload(roster_file(tmp_path, base | {"出生日期": "1976-05", "工作单位": "浪潮集团"}), officer), officer)
    roster = upload(
        roster_file(tmp_path, base | {"出生日期": "1976-05-03", "工作单位": "海尔集团"}, name="b.csv"), officer
    )

    view = page(desk, "review", roster).context["sheets"][0].rows[0]

    changed = {cell.title: [(change.old, change.new) for change in cell.changes] for cell in view.cells if cell.changes}
    assert changed == {"出生日期": [("1976-05", "1976-05-03")], "工作单位": [("浪潮集团", "海尔集团")]}


def test_getting_the_pages_changes_nothing(desk, officer, university):
    roster = upload(ROSTERS / "05-问题名单.csv", officer)
    before = list(Roster.objects.values()), list(roster.rows.values()), Alumnus.objects.count()

    for name in ("columns", "review", "undo", "result"):
        page(desk, name, roster)
    for name in ("choices", "import"):
        assert page(desk, name, roster).status_code == 405

    assert (list(Roster.objects.values()), list(roster.rows.values()), Alumnus.objects.count()) == before


def test_a_second_start_does_not_start_twice(desk, officer, university, tmp_path):
    roster = upload(roster_file(tmp_path, {"姓名": "王伟"}), officer)
    job = rosters.start_import(roster=roster, by=officer)

    with pytest.raises(rosters.NotNow):
        rosters.start_import(roster=roster, by=officer)

    assert Roster.objects.get().job == job


def test_a_review_that_shows_known_people_leaves_an_access_record(desk, officer, university, tmp_path):
    base = {"姓名": "王伟", "学院": "数学学院", "手机": "13800138000"}
    take_in(upload(roster_file(tmp_path, base), officer), officer)
    roster = upload(roster_file(tmp_path, base | {"出生日期": "1976"}, {"姓名": "李娜"}, name="b.csv"), officer)

    page(desk, "review", roster, outcome="created")
    assert AccessRecord.objects.count() == 0
    page(desk, "review", roster)

    record = AccessRecord.objects.get()
    assert (record.action, record.target, record.target_id, record.count) == ("reveal", "alumni.roster", roster.pk, 1)


def test_a_check_that_died_halfway_begins_anew_and_keeps_every_row_once(officer, university, monkeypatch):
    monkeypatch.setattr(checking, "BATCH", 20)
    store, calls = checking.Check.store_batch, []

    def dies(self, batch):
        calls.append(len(batch))
        if len(calls) == 3:
            raise RuntimeError
        store(self, batch)

    monkeypatch.setattr(checking.Check, "store_batch", dies)
    roster = upload(ROSTERS / "05-问题名单.csv", officer)
    assert (roster.state, roster.rows.count()) == ("uploaded", 40)
    monkeypatch.setattr(checking.Check, "store_batch", store)

    jobs.resume(job_id=roster.job_id)
    work(roster.job_id)

    roster.refresh_from_db()
    assert roster.state == "checked"
    assert {word: count for word, count in roster.counts.items() if count} == {"created": 56, "rejected": 6}


def test_an_import_that_was_stopped_says_so(desk, officer, tmp_path):
    roster = upload(roster_file(tmp_path, {"姓名": "王伟", "学院": "数学学院"}), officer)
    job = rosters.start_import(roster=roster, by=officer)
    jobs.ask_stop(job_id=job.pk)
    work(job.pk)
    result = page(desk, "result", roster).content.decode()
    assert "The import stopped before its end" in result
    assert "The rows are being taken in" not in result


def test_a_new_telephone_does_not_stand_in_the_place_of_the_former_employer(officer):
    row = RosterRow(
        changes=[
            {"op": "set", "table": "employment", "column": "is_current", "was": "浪潮集团", "old": True, "new": False},
            {"op": "add", "table": "employment", "new": {"employer": "海尔集团"}},
            {"op": "add", "table": "contactpoint", "new": {"kind": "mobile", "value": "+8613900000002"}},
        ]
    )
    viewer = Viewer(Roster(mappings={}), officer, {}, {}, {})
    shown = [(change.old, change.new) for change, _places in viewer.changes(row)]
    assert shown == [("浪潮集团", "海尔集团"), ("", "+8613900000002")]
