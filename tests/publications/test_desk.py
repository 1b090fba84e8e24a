"""Mailings on the desk: what is seen, what may be pressed, and that it costs the same however many there are."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alumni.queries import consents
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from publications.models import Bounce, Delivery, Mailing, Suppression
from publications.queries.audience import Audience, Part
from publications.queries.progress import ended
from publications.services import mailings, owning, suppressions
from tests.factories import make_alumnus, make_mailing, make_reader, make_user, start_mailing

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(make_user(Role.STAFF))
    return client


def address(name, *args):
    return reverse(f"admin:publications_{name}", args=args)


def test_the_list_is_empty_with_a_word_and_then_shows_each(office):
    assert "No mailings yet" in office.get(address("mailing_changelist") + "?lang=en").content.decode()
    make_mailing()
    assert "通讯" in office.get(address("mailing_changelist")).content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_for_one_row_and_five(office, rows):
    by = make_user()
    for _row in range(rows):
        make_mailing(by=by)
    office.get(address("mailing_changelist"))
    with CaptureQueriesContext(connection) as queries:
        office.get(address("mailing_changelist"))
    assert len([each for each in queries if "publications_mailing" in each["sql"]]) == 1


@pytest.mark.parametrize("recipients", [1, 5])
def test_the_page_costs_the_same_for_one_recipient_and_five(office, recipients):
    for number in range(recipients):
        make_reader(f"{number}@example.com")
    mailing = start_mailing()
    office.get(address("mailing_change", mailing.pk))
    with CaptureQueriesContext(connection) as queries:
        office.get(address("mailing_change", mailing.pk))
    assert len([each for each in queries if "publications_" in each["sql"]]) == 6


def test_the_page_counts_as_the_rows_do(office, sink, send):
    sink(rcpt=lambda to: "550 5.1.1 no such user" if to.startswith("bad") else None)
    for name in ("good1", "good2", "bad"):
        make_reader(f"{name}@example.com")
    mailing = send(start_mailing())
    page = office.get(address("mailing_change", mailing.pk) + "?lang=en").content.decode()
    assert "Sent 2" in page
    assert "Refused 1" in page
    assert "3 / 3 · 100%" in page
    problems = office.get(address("mailing_problems", mailing.pk)).content.decode()
    assert "no such user" in problems
    assert "bad@example.com" not in problems


def test_htmx_gets_the_progress_alone(office):
    make_reader("1@example.com")
    mailing = start_mailing()
    part = office.get(address("mailing_change", mailing.pk), headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith("<section")
    assert "every 2s" in part


def test_the_buttons_do_what_they_say(office, sink):
    sink()
    make_reader("1@example.com")
    mailing = start_mailing()
    for verb, state in [("pause", "paused"), ("go_on", "sending"), ("stop", "stopped")]:
        assert office.post(address(f"mailing_{verb}", mailing.pk)).status_code == 302
        mailing.refresh_from_db()
        assert mailing.state == state
    answer = office.post(address("mailing_go_on", mailing.pk) + "?lang=en", follow=True).content.decode()
    assert "another state by now" in answer


def test_stopping_says_first_how_many_get_nothing_any_more(office, sink):
    sink()
    for name in ("1", "2"):
        make_reader(f"{name}@example.com")
    mailing = start_mailing()
    stop = address("mailing_stop", mailing.pk)
    assert f'href="{stop}"' in office.get(address("mailing_change", mailing.pk)).content.decode()
    page = office.get(stop + "?lang=en")
    assert "ends here and cannot go on again" in page.content.decode()
    assert page.context["numbers"] == [("Dealt with", 0), ("Not sent any more", 2)]
    mailing.refresh_from_db()
    assert mailing.state == "sending"


def test_an_editor_sees_and_does_not_send(client):
    client.force_login(make_user(Role.EDITOR))
    mailing = make_mailing("approved")
    assert client.get(address("mailing_change", mailing.pk)).status_code == 200
    assert client.post(address("mailing_send", mailing.pk)).status_code == 403
    assert client.get(address("suppression_changelist")).status_code == 403
    mailing.refresh_from_db()
    assert mailing.state == "approved"


def test_a_large_mailing_is_approved_by_a_second_person_and_the_database_keeps_to_it(settings):
    settings.MAIL_SECOND_PERSON_ABOVE = 5
    by = make_user()
    mailing = make_mailing("checked", by=by)
    with pytest.raises(mailings.NotYou):
        mailings.approve(mailing_id=mailing.pk, by=by)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(approved_by=by)
    mailings.approve(mailing_id=mailing.pk, by=make_user())


@pytest.mark.parametrize("state", ["approved", "preparing"])
def test_an_approved_mailing_is_not_changed(state):
    mailing = make_mailing(state)
    for change in (
        lambda: Mailing.objects.filter(pk=mailing.pk).update(audience={"people": [1]}),
        lambda: mailing.versions.update(subject="其他"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_no_state_follows_another_that_it_may_not():
    mailing = make_mailing("draft")
    for state in ("approved", "sending", "done", "stopped", "held"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mailing.objects.filter(pk=mailing.pk).update(state=state)


def test_the_same_form_twice_makes_one_mailing():
    key, by = uuid.uuid4(), make_user()
    first = make_mailing(by=by, key=key)
    assert make_mailing(by=by, key=key) == first


def test_a_mailing_with_an_unknown_field_is_not_checked():
    words = {"subject": "通讯", "text": "{{ password|x }}", "html": "<p></p>"}
    with pytest.raises(mailings.NotSendable, match="password"):
        make_mailing("checked", versions=[words])


def test_sending_leaves_an_access_record():
    make_reader("1@example.com")
    mailing = start_mailing()
    record = AccessRecord.objects.get(action="send", target="publications.mailing")
    assert (record.target_id, record.count, record.by) == (mailing.pk, 1, mailing.approved_by)


def test_the_text_of_a_returned_mail_is_shown_as_text_and_noted(office):
    make_reader("1@example.com")
    delivery = start_mailing().deliveries.get()
    bounce = Bounce.objects.create(delivery=delivery, kind="unknown", source="mailbox", digest="x", raw=b"<script>")
    response = office.get(address("bounce_text", bounce.pk))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "sandbox" in response["Content-Security-Policy"]
    assert AccessRecord.objects.filter(action="reveal", target="publications.bounce").count() == 1
    assert "Nothing came back" not in office.get(address("bounce_changelist") + "?lang=en").content.decode()


def test_an_address_is_held_and_released_by_a_person(office):
    assert office.post(address("suppression_changelist"), {"address": "x", "reason": ""}).status_code == 422
    office.post(address("suppression_changelist"), {"address": "A@Example.com", "reason": "来电要求"})
    row = Suppression.objects.get()
    assert (row.address, row.kind, row.reason) == ("a@example.com", "hold", "来电要求")
    office.post(address("suppression_lift", row.pk))
    assert not Suppression.objects.in_force().exists()


@pytest.mark.parametrize("typed", ["wang@例子.测试", "Wang@XN--FSQU00A.xn--0zwm56d"])
def test_an_address_is_held_in_the_form_in_which_it_is_written_to(office, sink, send, typed):
    server = sink()
    make_reader("wang@例子.测试")
    office.post(address("suppression_changelist"), {"address": typed, "reason": "来电要求"})
    assert Suppression.objects.get().address == "wang@xn--fsqu00a.xn--0zwm56d"
    send(start_mailing())
    assert server.recipients == []


# In a person's record


def test_letters_go_with_a_merge_and_come_back_with_its_undoing():
    keep, drop = make_reader("keep@example.com"), make_reader("drop@example.com")
    start_mailing()
    journal = owning.reassign(keep, drop)
    assert Delivery.objects.filter(alumnus=keep).count() == 2
    assert owning.undo(keep, drop, journal) == 0
    assert Delivery.objects.get(alumnus=drop).address == "drop@example.com"


def test_an_erased_person_is_in_no_letter_and_the_figures_stay(sink, send):
    sink()
    person = make_reader("gone@example.com")
    make_reader("stays@example.com")
    mailing = send(start_mailing())
    waiting = start_mailing()
    suppressions.hold_address(address="gone@example.com", reason="x", by=make_user())
    owning.erase(person)
    assert ended(mailing.pk) == {"sent": 2}
    assert ended(waiting.pk) == {"cancelled": 1}
    assert not Delivery.objects.filter(alumnus=person).exists()
    assert not Suppression.objects.exists()
    assert "gone@example.com" not in str(list(Delivery.objects.values()))


def test_a_copy_of_ones_data_names_every_letter():
    person = make_reader("one@example.com")
    start_mailing()
    (letter,) = owning.export(person)["mailings"]
    assert (letter["mailing"], letter["address"], letter["state"]) == ("通讯", "one@example.com", "queued")


# Who allows what


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ([], False),
        ([("email", True)], True),
        ([("any", True)], True),
        ([("any", True), ("email", False)], False),
        ([("email", False), ("any", True)], False),
        ([("email", True), ("any", False)], False),
        ([("any", False), ("email", True)], True),
        ([("email", True), ("email", False), ("email", True)], True),
        ([("post", True)], False),
    ],
    ids=str,
)
def test_the_rule_of_one_person_and_of_all_is_the_same(said, allowed):
    person = make_alumnus()
    for channel, given in said:
        person.consents.create(purpose="contact", channel=channel, given=given)
    with connection.cursor() as cursor:
        cursor.execute("SELECT publications_allowed_since(%s, 'contact', 'email') IS NOT NULL", [person.pk])
        assert cursor.fetchone() == (allowed,)
        of_all = "WITH people AS (SELECT id FROM alumni_alumnus) " + consents.ALLOWED.format(besides="")
        cursor.execute(of_all, ["contact", "email"])
        assert any(since for pk, since in cursor.fetchall() if pk == person.pk) == allowed


def test_an_audience_is_what_it_names_without_what_it_leaves_out():
    by = make_user()
    first, second = make_alumnus(), make_alumnus()
    both, one = Part("people", ids=(first.pk, second.pk)), Part("people", ids=(first.pk,))
    assert not Audience().people(by).exists()
    assert set(Audience((both,)).people(by)) == {first, second}
    assert set(Audience((both,), (one,)).people(by)) == {second}
