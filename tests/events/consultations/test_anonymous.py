"""Nothing leads from an anonymous answer to a person: no key, no moment, no number, no history, no log, no mail."""

import pytest
from django.apps import apps
from django.db import connection, models

from alumni_office.history.models import AccessedPerson, AccessRecord
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from events.models import Asked, Ballot, ConsultationQuestion
from events.services import consultations as services
from events.services.consultations import mixing
from tests.factories import answer_asking, make_asking, make_readers, make_user
from tests.security.rows import fingerprints

pytestmark = pytest.mark.django_db


def columns(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s ORDER BY 1", [table]
        )
        return cursor.fetchall()


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def test_an_answer_without_a_name_is_a_random_key_a_question_and_what_was_said():
    assert columns("events_ballot") == [("id", "uuid"), ("question_id", "bigint"), ("values", "ARRAY")]
    assert Ballot.objects.create.__self__.model._meta.pk.default.__name__ == "uuid4"


def test_the_one_key_from_an_answer_leads_to_the_question_and_from_there_to_nobody():
    """Walk all keys of the database from the answer: those who were asked are reached from the consultation only."""
    found = rows(
        """SELECT con.conrelid::regclass::text, con.confrelid::regclass::text FROM pg_constraint con
           WHERE contype = 'f' AND (conrelid = 'events_ballot'::regclass OR confrelid = 'events_ballot'::regclass)"""
    )
    assert found == [("events_ballot", "events_consultationquestion")]
    onward = rows("SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid ="
                  " 'events_consultationquestion'::regclass")  # fmt: skip
    assert onward == [("events_consultation",)]
    pointing = {field.related_model for field in ConsultationQuestion._meta.related_objects}
    assert not {model for model in pointing if reaches_people(model)} - {apps.get_model("events.ConsultationAnswer")}


def reaches_people(model) -> bool:
    keys = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]
    return any(field.related_model._meta.label in ("alumni.Alumnus", "events.Asked") for field in keys)


def test_neither_the_answers_nor_who_was_asked_have_a_history_or_a_moment_of_the_answer():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert not [
        table for table in tables if table.startswith(("events_ballot", "events_asked")) and "event" in table[7:]
    ]
    assert [name for name, kind in columns("events_asked") if "time" in kind or kind == "date"] == [
        "asked_at", "reminded_at", "told_at",
    ]  # fmt: skip
    triggers = rows("SELECT tgname FROM pg_trigger WHERE tgrelid = 'events_asked'::regclass AND NOT tgisinternal")
    assert triggers == []


def test_no_sequence_counts_the_answers():
    assert rows("SELECT pg_get_serial_sequence('events_ballot', 'id')") == [(None,)]


def test_only_the_answers_and_that_there_is_one_change_when_somebody_answers(client):
    """Every table of the database, before and after: no log, no mail, no session, no note of any kind."""
    consultation = make_asking(people=make_readers(6))
    asked = consultation.asked.first()
    question = consultation.questions.first()
    before = fingerprints()
    logged = (AccessRecord.objects.count(), AccessedPerson.objects.count(), Message.objects.count())
    said = client.post(f"/events/asked/{tokens.make('consultation', asked.pk)}/", {f"question-{question.pk}": "十月"})
    assert said.status_code == 302
    after = fingerprints()
    assert sorted(table for table in after if after[table] != before[table]) == ["events_asked", "events_ballot"]
    assert (AccessRecord.objects.count(), AccessedPerson.objects.count(), Message.objects.count()) == logged


def test_of_who_was_asked_only_that_there_is_an_answer_changes():
    consultation = make_asking(people=make_readers(6))
    asked = Asked.objects.filter(consultation=consultation).order_by("pk")
    before = list(asked.values())
    answer_asking(asked[2])
    changed = [
        (number, name) for number, row in enumerate(asked.values()) for name in row if row[name] != before[number][name]
    ]
    assert changed == [(2, "is_answered")]


@pytest.mark.django_db(transaction=True)
def test_no_number_of_a_transaction_joins_an_answer_to_a_person():
    """What PostgreSQL itself keeps of each row: as long as answers came one by one it tells, and mixing ends that."""
    consultation = make_asking(people=make_readers(8))
    for number, asked in enumerate(consultation.asked.all()[:6]):
        answer_asking(asked, text=f"第{number}人")
    join = """SELECT a.alumnus_id, b.values FROM events_asked a JOIN events_ballot b ON b.xmin::text = a.xmin::text
              WHERE a.is_answered AND b.values[1] LIKE '第%%'"""
    assert len(rows(join)) == 6  # the control: before it is mixed each answer has its person
    assert mixing.mix_what_came_in() == 1
    assert len(rows(join)) == 36  # everyone fits everything
    assert rows("SELECT count(DISTINCT xmin::text) FROM events_asked") == [(1,)]
    assert mixing.mix_what_came_in() == 0


@pytest.mark.django_db(transaction=True)
def test_mixing_gives_new_keys_and_an_order_of_chance_and_loses_nothing():
    consultation = make_asking(people=make_readers(30))
    said = [f"话{number:02}" for number in range(30)]
    for asked, text in zip(consultation.asked.order_by("pk"), said, strict=True):
        answer_asking(asked, text=text)
    keys = set(Ballot.objects.values_list("pk", flat=True))
    mixing.mix(consultation_id=consultation.pk)
    assert not keys & set(Ballot.objects.values_list("pk", flat=True))
    physical = [
        text for (text,) in rows("SELECT values[1] FROM events_ballot WHERE values[1] LIKE '话%%' ORDER BY ctid")
    ]
    assert sorted(physical) == said
    assert physical != said


@pytest.mark.django_db(transaction=True)
def test_closing_mixes_whatever_came_in_last():
    consultation = make_asking(people=make_readers(8))
    for asked in consultation.asked.all()[:6]:
        answer_asking(asked)
    services.close(consultation_id=consultation.pk)
    assert rows("SELECT count(DISTINCT xmin::text) FROM events_ballot") == [(1,)]


def test_among_fewer_than_five_nobody_is_promised_anything():
    draft = make_asking(people=make_readers(4), opened=False)
    with pytest.raises(services.CannotOpen):
        services.open_consultation(consultation=draft, by=make_user())
    assert make_asking(people=make_readers(5)).asked.count() == 5
