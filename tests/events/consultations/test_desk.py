"""The desk: from the draft to the result, and what is never shown."""

import re
import uuid
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import PersonList
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from events.models import Asked, Consultation, ConsultationQuestion
from events.queries.consultations import results
from events.services import consultations as services
from tests.factories import answer_asking, make_asking, make_readers, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = make_user()
    client.force_login(user)
    return user


def at(name, *keys):
    return reverse(f"admin:events_consultation_{name}", args=keys)


def draft_of(staff, **fields):
    chosen = PersonList.objects.create(name=f"名单{uuid.uuid4()}", owner=staff)
    return {
        "title": "返校日", "why": "定日程", "promise": "anonymous", "circle": "list", "list": chosen.pk,
        "closes_at": f"{timezone.localtime() + timedelta(days=5):%Y-%m-%dT%H:%M}", "key": str(uuid.uuid4()), **fields,
    }  # fmt: skip


def test_a_draft_is_written_once_however_often_it_is_sent(client, staff):
    data = draft_of(staff)
    first, second = client.post(at("add"), data), client.post(at("add"), data)
    assert first.url == second.url == at("change", Consultation.objects.get().pk)
    assert Consultation.objects.get().circle_id == data["list"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""), ("why", ""), ("promise", ""), ("promise", "secret"), ("list", ""), ("list", "99999999"),
        ("circle", "everyone"), ("closes_at", "2020-01-01T10:00"), ("closes_at", "2999-01-01T10:00"),
        ("closes_at", "0001-01-01T00:00"), ("circle", "class"), ("key", "x"), ("title", "一\u202e二"),
    ],
)  # fmt: skip
def test_what_is_not_in_order_is_said_at_the_field(client, staff, field, value):
    answer = client.post(at("add"), draft_of(staff, **{field: value}))
    assert (answer.status_code, Consultation.objects.count()) == (422, 0)
    assert answer.context["form"].errors


def question(**fields):
    return {"kind": "choice", "text": "哪天", "choices": "十月\n五月", "order": "10", **fields}


def test_questions_are_added_changed_and_taken_off_while_it_is_a_draft(client, staff):
    draft = make_asking(people=make_readers(5), by=staff, opened=False)
    draft.questions.all().delete()
    assert client.post(at("question_add", draft.pk), question()).status_code == 302
    row = draft.questions.get()
    assert (row.choices, row.options) == (["十月", "五月"], [("十月", "十月"), ("五月", "五月")])
    assert client.post(at("question", draft.pk, row.pk), question(kind="scale")).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.choices) == ("scale", [])
    assert client.post(at("question_remove", draft.pk, row.pk)).status_code == 302
    assert draft.questions.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"choices": "十月"}, {"choices": "十月\n十月"}, {"choices": "\n".join(map(str, range(21)))}, {"text": ""},
        {"choices": "十月\n" + "长" * 81}, {"choices_en": "October"}, {"kind": "other"}, {"order": "-1"},
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_not_taken(client, staff, wrong):
    draft = make_asking(people=make_readers(5), by=staff, opened=False)
    assert client.post(at("question_add", draft.pk), question(**wrong)).status_code == 422
    assert ConsultationQuestion.objects.count() == 2


def test_more_than_twenty_questions_are_refused(client, staff):
    draft = make_asking(people=make_readers(5), by=staff, opened=False)
    for number in range(18):
        services.add_question(consultation=draft, kind="text", text=f"{number}", by=staff)
    assert client.post(at("question_add", draft.pk), question()).status_code == 422
    assert draft.questions.count() == 20


def test_opening_says_the_numbers_first_and_asks_by_mail(client, staff, django_capture_on_commit_callbacks):
    draft = make_asking(people=[*make_readers(6)], by=staff, opened=False)
    page = client.get(at("open", draft.pk)).content.decode()
    assert re.search(r"将通过邮件询问</dt><dd><b>6", page)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("open", draft.pk))
    draft.refresh_from_db()
    assert (draft.state, Message.objects.count()) == ("open", 6)
    assert Asked.objects.filter(asked_at__isnull=False).count() == 6
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("open", draft.pk))
    assert Message.objects.count() == 6


def test_an_open_consultation_shows_no_form_that_changes_it(client, staff):
    asking = make_asking(people=make_readers(5), by=staff)
    row = asking.questions.first()
    for path in (at("edit", asking.pk), at("question_add", asking.pk), at("question", asking.pk, row.pk)):
        assert client.get(path).status_code == 302
        assert client.post(path, question() | draft_of(staff, version=1)).status_code == 302
    client.post(at("question_remove", asking.pk, row.pk))
    client.post(at("discard", asking.pk))
    assert (asking.questions.count(), Consultation.objects.get().title) == (2, asking.title)


def test_two_who_write_at_once_are_told(client, staff):
    draft = make_asking(people=make_readers(5), by=staff, opened=False)
    stale = draft_of(staff, version=draft.version, title="我的")
    services.save(consultation=draft, version=draft.version, values={"title": "她的"}, by=staff)
    answer = client.post(at("edit", draft.pk), stale)
    assert answer.status_code == 422
    assert "她的" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title == "她的"


def test_anonymous_answers_are_not_read_before_it_is_closed(client, staff):
    asking = make_asking(people=make_readers(8), by=staff)
    for row in asking.asked.all()[:6]:
        answer_asking(row, text="秘密的话")
    page = client.get(at("change", asking.pk)).content.decode()
    assert "秘密的话" not in page
    assert results.answers(asking) == []
    export = client.post(at("export", asking.pk), {"format": "csv"})
    assert export.status_code == 302
    assert not AccessRecord.objects.filter(action="export").exists()
    services.close(consultation_id=asking.pk)
    assert "秘密的话" in client.get(at("change", asking.pk)).content.decode()


def test_no_page_and_no_file_of_an_anonymous_consultation_names_anybody(client, staff):
    people = make_readers(6)
    asking = make_asking(people=people, by=staff)
    for row in asking.asked.all():
        answer_asking(row, text="一句话")
    services.close(consultation_id=asking.pk)
    shown = client.get(at("change", asking.pk)).content.decode()
    file = b"".join(client.post(at("export", asking.pk), {"format": "csv"}).streaming_content).decode()
    assert [person.name for person in people if person.name in shown + file] == []


def test_fewer_than_five_anonymous_answers_are_shown_as_their_number_only(client, staff):
    asking = make_asking(people=make_readers(8), by=staff)
    for row, text in zip(asking.asked.all()[:5], ["话一", "", "", "", ""], strict=True):
        answer_asking(row, text=text)
    services.close(consultation_id=asking.pk)
    asking.refresh_from_db()
    chosen, written = results.answers(asking)
    assert [(line.value, line.count) for line in chosen.lines] == [("十月", 5), ("五月", 0)]
    assert (written.count, written.is_few, written.texts) == (1, True, [])
    page = client.get(at("change", asking.pk)).content.decode()
    file = b"".join(client.post(at("export", asking.pk), {"format": "csv"}).streaming_content).decode()
    assert "话一" not in page + file
    assert "太少，不予显示" in file


def test_named_answers_stand_by_name_and_in_the_file_a_row_a_person(client, staff):
    people = make_readers(3)
    asking = make_asking(promise="named", people=people, by=staff)
    for row, choice in zip(asking.asked.order_by("pk")[:2], ["十月", "五月"], strict=True):
        answer_asking(row, choice, f"{row.alumnus.name}的话")
    page = client.get(at("change", asking.pk)).content.decode()
    assert "<b>王一</b><br>王一的话" in page
    content = b"".join(client.post(at("export", asking.pk), {"format": "xlsx"}).streaming_content)
    table = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(content)).active]
    assert table == [["姓名", "哪一天", "还想说什么"], ["王一", "十月", "王一的话"], ["王二", "五月", "王二的话"]]
    record = AccessRecord.objects.get(action="export", target="events.consultation")
    assert (record.count, set(record.people.values_list("person_id", flat=True))) == (2, {one.pk for one in people[:2]})


def test_whoever_asked_that_the_data_be_kept_and_not_used_is_counted_and_not_read(client, staff):
    people = make_readers(2)
    asking = make_asking(promise="named", people=people, by=staff)
    for row in asking.asked.all():
        answer_asking(row, text=f"{row.alumnus.name}的话")
    people[0].restricted_at = timezone.now()
    people[0].save()
    page = client.get(at("change", asking.pk)).content.decode()
    file = b"".join(client.post(at("export", asking.pk), {"format": "csv"}).streaming_content).decode()
    assert ("王一的话" in page + file, "王二的话" in page, "王二的话" in file) == (False, True, True)
    assert results.answers(asking)[1].count == 2


def test_a_text_is_no_formula_in_the_file(client, staff):
    asking = make_asking(promise="named", people=make_readers(1), by=staff)
    answer_asking(asking.asked.get(), text="=HYPERLINK(1)")
    file = b"".join(client.post(at("export", asking.pk), {"format": "csv"}).streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in file


def test_figures_are_those_of_the_rows(staff):
    asking = make_asking(promise="named", people=make_readers(4), by=staff)
    for row, choice in zip(asking.asked.all()[:3], ["十月", "十月", "五月"], strict=True):
        answer_asking(row, choice)
    Asked.objects.update(asked_at=timezone.now())
    numbers = results.numbers(asking)
    assert (numbers.asked, numbers.mailed, numbers.answered, numbers.silent, numbers.rate) == (4, 4, 3, 1, 75)
    lines = results.answers(asking)[0].lines
    assert [(line.value, line.count, round(line.share)) for line in lines] == [("十月", 2, 67), ("五月", 1, 33)]


def test_a_scale_has_a_mean(staff):
    asking = make_asking(promise="named", people=make_readers(2), by=staff, opened=False)
    scale = services.add_question(consultation=asking, kind="scale", text="满意吗", order=1, by=staff)
    services.open_consultation(consultation=asking, by=staff)
    for row, value in zip(asking.asked.all(), "25", strict=True):
        services.answer(asked_id=row.pk, said={scale.pk: [value]})
    found = next(each for each in results.answers(Consultation.objects.get()) if each.question == scale)
    assert (found.mean, [line.count for line in found.lines]) == (3.5, [0, 1, 0, 0, 1])


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.HEAD, Role.STAFF, Role.COLLEGE_OFFICER)])
def test_only_who_asks_sees_what_was_asked(client, role):
    asking = make_asking(people=make_readers(5))
    client.force_login(make_user(role))
    assert client.get(at("changelist")).status_code == client.get(at("change", asking.pk)).status_code == 403
    assert at("changelist") not in client.get(reverse("admin:index")).content.decode()


def test_list_and_page_take_as_many_queries_for_many_as_for_one(client, staff, django_assert_max_num_queries):
    asking = make_asking(promise="named", people=make_readers(1), by=staff)
    answer_asking(asking.asked.get(), text="一")
    with django_assert_max_num_queries(12):
        client.get(at("changelist"))
    for _number in range(4):
        other = make_asking(promise="named", people=make_readers(8), by=staff)
        for row in other.asked.all():
            answer_asking(row, text="一")
    with django_assert_max_num_queries(12):
        client.get(at("changelist"))
    with django_assert_max_num_queries(18):
        client.get(at("change", other.pk))


def test_a_draft_is_thrown_away_after_a_word_of_warning(client, staff):
    draft = make_asking(people=make_readers(5), by=staff, opened=False)
    assert "还没有向任何人征求意见" in client.get(at("discard", draft.pk)).content.decode()
    assert Consultation.objects.count() == 1
    assert client.post(at("discard", draft.pk)).url == at("changelist")
    assert (Consultation.objects.count(), ConsultationQuestion.objects.count()) == (0, 0)
