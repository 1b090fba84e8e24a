"""An event is marked as a model by the office; every host reads how it was done, and copies it as a plan of its own."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event, ModelCase
from tests.factories import make_college, make_event, make_event_session, make_model_case, make_registration

pytestmark = pytest.mark.django_db


def page(name, *keys):
    return reverse(f"admin:events_{name}", args=keys)


def copied(**fields):
    return {"starts_on": "2031-10-18", "take": ["words", "sessions"], "key": uuid4()} | fields


def test_the_office_marks_an_event_with_a_text_that_is_cleaned(client, office, held):
    client.post(page("event_case", held.pk), {"text": "<p>提前三个月</p><script>x</script>", "text_en": ""})
    case = ModelCase.objects.get()
    assert (case.event, case.marked_by) == (held, office)
    assert "提前三个月" in case.text
    assert "script" not in case.text
    assert "提前三个月" in client.get(page("modelcase_change", case.pk)).content.decode()


def test_two_who_write_the_case_learn_of_each_other(client, office, held):
    make_model_case(held)
    form = {"text": "<p>一</p>", "text_en": "", "version": 1}
    assert client.post(page("event_case", held.pk), form).status_code == 302
    assert client.post(page("event_case", held.pk), form | {"text": "<p>二</p>"}).status_code == 422
    assert ModelCase.objects.get().text == "<p>一</p>"


def test_what_was_not_held_is_no_model(client, office):
    event = make_event(state="open")
    assert client.post(page("event_case", event.pk), {"text": "<p>好</p>"}).status_code == 422
    assert ModelCase.objects.count() == 0


def test_a_college_reads_the_case_of_another_host_and_copies_it_as_its_own(client, officer, held):
    held.text = "<p>节目</p>"
    held.save()
    make_event_session(held, "论坛")
    make_registration(held)
    case = make_model_case(held)
    assert client.get(page("event_change", held.pk)).status_code == 404  # the event itself is not theirs
    assert held.title in client.get(page("modelcase_changelist")).content.decode()
    college = officer.grants.get().college
    form = copied(host=f"college:{college.pk}")
    for _each in range(2):
        client.post(page("modelcase_copy", case.pk), form)
    made = Event.objects.exclude(pk=held.pk).get()
    assert (made.college, made.state, made.copied_from, made.text) == (college, "draft", held, "<p>节目</p>")
    assert timezone.localtime(made.starts_at, made.zone).date().isoformat() == "2031-10-18"
    assert [part.title for part in made.sessions.all()] == ["论坛"]
    assert made.registrations.count() == 0
    assert client.get(page("event_change", made.pk)).status_code == 200


def test_a_copy_is_held_only_by_a_host_of_the_copier(client, officer, held):
    case = make_model_case(held)
    for host in ("office", f"college:{make_college('法学院').pk}", ""):
        assert client.post(page("modelcase_copy", case.pk), copied(host=host)).status_code == 422
    assert Event.objects.count() == 1


def test_a_college_marks_nothing(client, officer, held):
    held.college = officer.grants.get().college
    held.save()
    assert client.get(page("event_effect", held.pk)).status_code == 200
    assert client.post(page("event_case", held.pk), {"text": "<p>好</p>"}).status_code == 403
    assert ModelCase.objects.count() == 0


def test_unmarked_it_leaves_the_list_and_stays_in_the_history(client, office, held):
    case = make_model_case(held)
    client.post(page("event_case_end", held.pk))
    assert ModelCase.objects.count() == 0
    assert held.title not in client.get(page("modelcase_changelist")).content.decode()
    assert ModelCase.pgh_event_model.objects.get(pgh_obj_id=case.pk, pgh_label="delete").text == case.text


def test_the_list_asks_as_often_for_five_cases_as_for_one(client, office, django_assert_num_queries):
    for number in (1, 4):
        for _each in range(number):
            make_model_case(make_event(state="held"))
        with django_assert_num_queries(5):
            client.get(page("modelcase_changelist"))
