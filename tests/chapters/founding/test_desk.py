"""Applications on the desk: the queue, its count on the first page, and decisions."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.ui.today import waiting_for
from chapters.models import Application
from chapters.services import founding
from tests.factories import make_application, make_user

from .steps import neighbour, reported, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client):
    cache.clear()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def officer(client):
    user = make_user()
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"admin:chapters_application_{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def decide(client, application, act, **data):
    return client.post(at(act, application.pk), {"version": application.version} | data, follow=True)


def test_what_waits_for_the_office_is_counted_on_the_first_page(officer):
    make_application()  # a draft is nobody's but its writer's
    submitted()
    asked = submitted(city="威海", name="威海山大校友会")
    founding.ask(application=asked, version=asked.version, answer="谁？", by=officer)
    counts = {item["url"]: item["count"] for item in waiting_for(officer)}
    assert counts[at("changelist")] == 1


def test_the_queue_has_a_list_for_each_turn(client, officer):
    draft = make_application(neighbour("甲"), city="日照", name="日照山大校友会")
    first = submitted()
    asked = submitted(neighbour("乙"), city="威海", name="威海山大校友会")
    founding.ask(application=asked, version=asked.version, answer="谁？", by=officer)
    refused = submitted(neighbour("丙"), city="烟台", name="烟台山大校友会")
    founding.refuse(application=refused, version=refused.version, answer="人数太少", by=officer)

    def listed(**query):
        return [each.pk for each in client.get(at("changelist"), query).context["page"]]

    assert (listed(), listed(waits="applicants"), listed(waits="over")) == ([first.pk], [asked.pk], [refused.pk])
    assert listed(waits="nonsense") == [first.pk]
    assert client.get(at("change", draft.pk)).status_code == 404


def test_a_decision_without_words_gets_its_sentence(client, officer):
    application = submitted()
    for act in ("ask", "refuse"):
        response = decide(client, application, act, answer="")
        assert response.status_code == 422
        assert "This field is required." in text(response)
    assert Application.objects.get().state == "submitted"


def test_the_second_decider_gets_a_sentence(client, officer):
    application = submitted()
    decide(client, application, "commission")
    response = decide(client, application, "refuse", answer="人数太少")
    assert "Somebody else acted in the meantime." in text(response)
    assert Application.objects.get().state == "commissioned"


def test_what_is_asked_is_shown_with_everything_needed_to_decide(client, officer):
    application = reported()
    page = text(client.get(at("change", application.pk)))
    people = ["孙发起", "周一", "吴二", "郑三"]
    papers = ["三百名校友在青岛。", "charter.pdf", "minutes.pdf", application.letter_no, "3 confirmed, 3 needed"]
    assert [words for words in [*people, *papers, "青岛山大校友会"] if words not in page] == []
    assert AccessRecord.objects.filter(target="chapters.application", target_id=application.pk).count() == 1


def test_an_initiator_who_moved_away_is_pointed_out(client, officer):
    application = submitted()
    person = application.initiators.first().alumnus
    person.province, person.city = "31", ""
    person.save()
    assert "does not belong to the place any more" in text(client.get(at("change", application.pk)))


def test_the_letter_is_downloaded_by_office_and_applicant_and_the_download_is_recorded(client, officer):
    application = submitted()
    decide(client, application, "commission")
    letter = application.documents.get(kind="letter")
    response = client.get(at("document", application.pk, letter.pk))
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert AccessRecord.objects.filter(action="download", target_id=letter.pk, by=officer).count() == 1
    client.force_login(application.applicant.user)
    response = client.get(reverse("chapters:application-document", args=[application.pk, letter.pk]))
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


def test_who_may_only_look_decides_nothing(client):
    application = submitted()
    client.force_login(make_user(Role.AUDITOR))
    page = client.get(at("change", application.pk))
    assert page.status_code == 200
    assert not page.context["may_refuse"]
    for act in ("ask", "commission", "refuse", "back", "recognise"):
        assert client.post(at(act, application.pk), {"version": 1, "answer": "x"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 5])
def test_the_queue_costs_the_same_for_any_number(client, officer, django_assert_num_queries, rows):
    for number in range(rows):
        submitted(neighbour(f"人{number}"), city=f"城{number}", name=f"城{number}山大校友会")
    with django_assert_num_queries(5):
        assert client.get(at("changelist")).status_code == 200
