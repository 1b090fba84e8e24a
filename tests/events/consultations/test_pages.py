"""Answering by link and signed in: GET changes nothing, a closed door says so, a forged link opens nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.mail import tokens
from events.models import Asked, Ballot, Consultation, ConsultationAnswer
from events.services import consultations as services
from tests.factories import answer_asking, make_asking, make_member, make_reader, make_readers, make_user

pytestmark = pytest.mark.django_db


def link(asked):
    return reverse("events:consultation", args=[tokens.make("consultation", asked.pk)])


def said(consultation, choice="十月", text=""):
    first, second = consultation.questions.all()
    return {f"question-{first.pk}": choice, f"question-{second.pk}": text}


def test_a_look_at_the_link_changes_nothing_and_says_what_is_promised(client):
    asked = make_asking(people=make_readers(5)).asked.first()
    page = client.get(link(asked)).content.decode()
    assert "匿名。" in page
    assert "不能修改，也不能撤回" in page
    assert (Ballot.objects.count(), Asked.objects.filter(is_answered=True).count()) == (0, 0)
    named = make_asking(promise="named", people=make_readers(1)).asked.first()
    assert "校友办会看到谁答了什么" in client.get(link(named)).content.decode()


def test_an_anonymous_answer_by_link_is_taken_once(client):
    consultation = make_asking(people=make_readers(5))
    asked = consultation.asked.first()
    assert client.post(link(asked), said(consultation, text="人少一点")).status_code == 302
    page = client.get(link(asked)).content.decode()
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    again = client.post(link(asked), said(consultation, "五月"), follow=True).content.decode()
    assert "您已经答复过" in again
    assert sorted(values for (values,) in Ballot.objects.values_list("values")) == [["人少一点"], ["十月"]]


def test_a_named_answer_by_link_stands_in_the_form_and_is_changed(client):
    consultation = make_asking(promise="named", people=make_readers(1))
    asked = consultation.asked.get()
    client.post(link(asked), said(consultation, text="人少一点"))
    assert "人少一点</textarea>" in client.get(link(asked)).content.decode()
    client.post(link(asked), said(consultation, "五月"))
    assert list(ConsultationAnswer.objects.values_list("values", flat=True)) == [["五月"]]


def test_after_the_last_day_a_sentence_is_said_and_nothing_kept(client):
    consultation = make_asking(people=make_readers(5))
    asked, now = consultation.asked.first(), timezone.now()
    Consultation.objects.update(opened_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1))
    assert "已经结束，不再接受答复" in client.get(link(asked)).content.decode()
    late = client.post(link(asked), said(consultation), follow=True).content.decode()
    assert "您刚才填写的内容没有保存" in late
    assert Ballot.objects.count() == 0


def test_what_became_of_it_stands_on_the_page_of_those_asked(client):
    consultation = make_asking(people=make_readers(5))
    asked = consultation.asked.first()
    services.close(consultation_id=consultation.pk)
    words = {"report": "定在十月。", "report_en": "It is October."}
    services.save_report(consultation=consultation, version=1, values=words, by=None)
    assert "定在十月。" not in client.get(link(asked)).content.decode()
    services.report(consultation=consultation, by=None)
    assert "定在十月。" in client.get(link(asked)).content.decode()
    assert "It is October." in client.get(link(asked) + "?lang=en").content.decode()


def test_a_forged_link_opens_nothing(client):
    asked = make_asking(people=make_readers(5)).asked.first()
    good = tokens.make("consultation", asked.pk)
    other = good[:-2] + ("A" if good[-2] != "A" else "B") + good[-1]
    for token in (other, good.lower(), good + "A", tokens.make("registration", asked.pk), "x", "0" * 32,
                  tokens.make("consultation", asked.pk + 1000)):  # fmt: skip
        for method in (client.get, client.post):
            answer = method(reverse("events:consultation", args=[token]))
            assert (answer.status_code, "这个链接打不开" in answer.content.decode()) == (404, True), token


@pytest.mark.parametrize("field", ["merged_into", "archived_at", "restricted_at", "erased"])
def test_the_link_of_somebody_who_is_not_on_record_any_more_opens_nothing(client, field):
    consultation = make_asking(people=make_readers(5))
    asked = consultation.asked.first()
    if field == "erased":
        Asked.objects.filter(pk=asked.pk).update(alumnus=None)
    else:
        setattr(asked.alumnus, field, make_reader("x@example.com") if field == "merged_into" else timezone.now())
        asked.alumnus.save()
    assert client.get(link(asked)).status_code == 404


def test_the_page_keeps_its_address_for_itself(client):
    asked = make_asking(people=make_readers(5)).asked.first()
    answer = client.get(link(asked))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_what_is_not_offered_is_not_taken(client):
    consultation = make_asking(people=make_readers(5))
    asked = consultation.asked.first()
    for data in (said(consultation, "明年"), said(consultation, "", ""), said(consultation, text="字" * 2001), {}):
        assert client.post(link(asked), data).status_code == 422
    assert (Ballot.objects.count(), Asked.objects.filter(is_answered=True).count()) == (0, 0)


def test_a_question_that_must_be_answered_is(client):
    consultation = make_asking(people=make_readers(5), opened=False)
    consultation.questions.filter(kind="choice").update(is_required=True)
    services.open_consultation(consultation=consultation, by=consultation.created_by)
    asked = consultation.asked.first()
    assert client.post(link(asked), said(consultation, "", "只写一句")).status_code == 422
    assert client.post(link(asked), said(consultation, "五月")).status_code == 302


def member_asked(promise="named"):
    person = make_member()
    person.contacts.create(kind="email", value="m@example.com")
    person.consents.create(purpose="contact", given=True)
    consultation = make_asking(promise=promise, people=[person, *make_readers(4)])
    return person, consultation, Asked.objects.get(alumnus=person)


def test_who_has_signed_in_finds_the_question_and_answers(client):
    person, consultation, asked = member_asked()
    client.force_login(person.user)
    page = client.get(reverse("events:my-questions")).content.decode()
    assert consultation.title in page
    assert "等您答复" in page
    mine = reverse("events:my-question", args=[asked.pk])
    assert client.post(mine, said(consultation)).status_code == 302
    assert [answer.values for answer in asked.answers.all()] == [["十月"]]
    assert "您已答复" in client.get(reverse("events:my-questions")).content.decode()


def test_nobody_sees_or_answers_the_question_of_somebody_else(client):
    _person, consultation, asked = member_asked()
    answer_asking(asked, text="只给校友办")
    client.force_login(make_member("李四").user)
    mine = reverse("events:my-question", args=[asked.pk])
    assert client.get(mine).status_code == client.post(mine, said(consultation, "五月")).status_code == 404
    assert consultation.title not in client.get(reverse("events:my-questions")).content.decode()
    assert asked.answers.first().values == ["十月"]


def test_nobody_answers_while_looking_as_somebody_else(client):
    from alumni_office.accounts import hooks

    assert {"events:my-questions", "events:my-question"} <= hooks.closed_while_looking


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_of_my_questions_takes_as_many_queries_for_one_as_for_five(
    client, count, django_assert_max_num_queries
):
    person, _consultation, _asked = member_asked()
    for number in range(count - 1):
        make_asking(f"第{number}问", promise="named", people=[person], by=make_user())
    client.force_login(person.user)
    with django_assert_max_num_queries(12):
        client.get(reverse("events:my-questions"))
