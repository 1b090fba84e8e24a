"""What an export says, our own roster import reads: the same values, in both formats and languages."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.intake.context import Context
from alumni.intake.roster import read_roster
from alumni.intake.rows import RowReading
from alumni.queries.selection import Selection
from alumni.services import exports
from alumni.services.exports import COLUMNS
from alumni.services.exports.columns import Line
from alumni.services.exports.files import FORMATS
from alumni_office.jobs import services as jobs
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_employment, make_user

BACK = {  # column: field of the roster
    "name": "name", "latin_name": "english_name", "former_names": "former_name", "gender": "gender",
    "birth_date": "birth", "school": "school", "college": "college", "major": "major", "level": "level",
    "class_name": "class_name", "student_no": "student_no", "enrolment_year": "enrolment_year",
    "graduation_year": "graduation_year", "supervisor": "supervisor", "employer": "employer", "job_title": "job_title",
    "mobile": "mobiles", "phone": "phones", "email": "emails", "wechat": "wechat", "qq": "qq", "address": "address",
    "postcode": "postcode", "city": "city", "ethnicity": "ethnicity", "native_place": "native_place", "notes": "note",
}  # fmt: skip


def read_back(path, language="zh-hans"):
    context = Context(today=date(2026, 11, 1), resolve_college=lambda text: text)
    return [line for line in read_roster(path, path.name, context) if isinstance(line, RowReading)]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_column_comes_back(file_format, language, settings, tmp_path):
    user = make_user()
    person = make_alumnus(
        "单国强", latin_name="Shan Guoqiang", former_names=["单小强"], gender="male", birth_date="1976-09-23",
        country="CN", province="37", city="济南", ethnicity="回族", native_place="山东济南", notes="=喜欢摄影",
    )  # fmt: skip
    make_degree(person, school=make_school_of(), college=make_college("软件学院"), major="计算机软件", level="bachelor",
                class_name="软件98.2班", student_no="199800123", enrolment_year=1998, graduation_year=2002,
                supervisor="张教授")  # fmt: skip
    make_employment(person, "浪潮集团", job_title="总工程师")
    make_contact(person, value="+8613805315678")
    make_contact(person, value="+14155552671")
    make_contact(person, kind="phone", value="+8653188361234")
    make_contact(person, kind="email", value="shan.gq@example.com")
    make_contact(person, kind="wechat", value="shan_gq")
    make_contact(person, kind="qq", value="123456789")
    make_contact(person, kind="address", value="济南市山大南路27号", postcode="250100")
    job, _new = exports.start_export(
        selection=Selection(ids=(person.pk,)), columns=list(BACK), file_format=file_format, reason="往返测试",
        key=uuid4(), language=language, by=user,
    )  # fmt: skip
    jobs.run(job_id=job.pk)
    job.refresh_from_db()

    [row] = read_back(settings.MEDIA_ROOT / job.result.name)

    assert row.status == "ok", row.reasons
    assert {name: row.fields.get(field) for name, field in BACK.items()} == {
        "name": "单国强", "latin_name": "Shan Guoqiang", "former_names": "单小强", "gender": "male",
        "birth_date": "1976-09-23", "school": "山东大学", "college": "软件学院", "major": "计算机软件",
        "level": "bachelor", "class_name": "软件98.2班", "student_no": "199800123", "enrolment_year": 1998,
        "graduation_year": 2002,
        "supervisor": "张教授", "employer": "浪潮集团", "job_title": "总工程师",
        "mobile": ["+8613805315678", "+14155552671"], "phone": ["+8653188361234"], "email": ["shan.gq@example.com"],
        "wechat": "shan_gq", "qq": "123456789", "address": "济南市山大南路27号", "postcode": "250100", "city": "济南",
        "ethnicity": "回族", "native_place": "山东济南", "notes": "=喜欢摄影",
    }  # fmt: skip


def make_school_of():
    return make_college("软件学院").school


han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=8)
plain = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], include_characters="=+-@＝＋－＠'\""),
    min_size=1, max_size=40,
)  # fmt: skip


def cleaned(text):
    from alumni.intake.cells.text import clean, is_empty

    found = clean(clean(text)[0])[0]
    return None if is_empty(found) or clean(found)[0] != found else found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(major=plain, employer=plain, notes=plain, file_format=st.sampled_from(["csv", "xlsx"]))
def test_any_text_comes_back_as_it_was(tmp_path, major, employer, notes, file_format):
    """Formulas, quotation marks, apostrophes, delimiters: in fields that the import keeps as they are."""
    from alumni.models import Alumnus, Degree, Employment

    texts = {"major": cleaned(major), "employer": cleaned(employer), "notes": cleaned(notes)}
    line = Line(
        person=Alumnus(name="王伟", notes=texts["notes"] or ""), degrees=[Degree(major=texts["major"] or "")],
        employment=Employment(employer=texts["employer"] or "", job_title="经理"), contacts={}, tags=[], honours=[],
    )  # fmt: skip
    columns = [COLUMNS[name] for name in ("name", "major", "employer", "job_title", "notes")]
    path = tmp_path / f"{uuid4()}.{file_format}"
    with translation.override("zh-hans"):
        table = FORMATS[file_format](path, ["姓名", "专业", "工作单位", "职务", "备注"], [10] * 5)
        table.write([column.value(line) for column in columns])
        table.close()

    [row] = read_back(path)

    back = {"major": row.fields.get("major"), "employer": row.fields.get("employer"), "notes": row.fields.get("note")}
    assert back == texts
