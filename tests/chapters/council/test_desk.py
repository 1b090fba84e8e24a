"""The office: accepts a council, sends it back, lets a term run longer; and what stands out."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from chapters.forms.fields import in_words
from chapters.models import CouncilChange, Office, Term, TermExtension, led_by
from chapters.queries import terms as queries
from chapters.services.council import changes, decisions
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_council_change,
    make_member,
    make_office,
    make_officer,
    make_term,
    make_user,
)
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(chapter):
    return make_officer(chapter, "老会长")


@pytest.fixture
def new():
    return make_member("新会长")


@pytest.fixture
def change(chapter, old, new):
    row = make_council_change(chapter, people=[(new, "president", 40), (make_alumnus("新理事"), "member", 31)])
    changes.submit_change(change=row, by=old.user)
    row.refresh_from_db()
    Message.objects.all().delete()
    return row


def desk(client, change, what="change", data=None):
    url = reverse(f"admin:chapters_councilchange_{what}", args=[change.pk])
    return client.get(url) if data is None else client.post(url, data)


def mails():
    return sorted(Message.objects.values_list("to", flat=True))


def test_accepting_makes_the_term_and_ends_the_old_offices_the_day_before(client, chapter, staff, old, new, change):
    desk(client, change, "accept", {})
    change.refresh_from_db()
    assert (change.state, change.decided_by) == ("accepted", staff)
    first, last = chapter.terms.order_by("starts_on")
    assert (last.number, last.starts_on, last.ends_on) == (2, change.starts_on, change.ends_on)
    assert first.ends_on == change.starts_on - timedelta(days=1)
    assert list(first.offices.values_list("alumnus", "until_on")) == [(old.pk, first.ends_on)]
    assert list(last.offices.order_by("pk").values_list("alumnus__name", "seat", "from_on", "until_on")) == [
        ("新会长", "president", last.starts_on, last.ends_on), ("新理事", "member", last.starts_on, last.ends_on),
    ]  # fmt: skip
    assert mails() == sorted([old.user.email, new.user.email])
    assert list(led_by(old)) == [chapter]  # the new term has not begun
    assert not led_by(new).exists()


def test_a_term_that_began_before_the_acceptance_takes_the_rights_at_once(client, chapter, staff, old, new, in_days):
    change = make_council_change(chapter, people=[(new, "president", 40)], starts_on=in_days(-5))
    changes.submit_change(change=change, by=old.user)
    desk(client, change, "accept", {})
    assert list(led_by(new)) == [chapter]
    assert not led_by(old).exists()


def test_who_was_named_for_after_the_old_terms_new_end_holds_nothing(chapter, staff, old, new, change, in_days):
    late = make_office(chapter, make_alumnus("后补"), in_days(50), in_days(90), seat="vice_president")
    decisions.accept_change(change=change, by=staff)
    assert not Office.objects.filter(pk=late.pk).exists()


def test_sending_back_gives_the_turn_and_the_reason_to_the_officers(client, staff, old, change):
    assert desk(client, change, "send_back", {"reason": ""}).status_code == 422
    desk(client, change, "send_back", {"reason": "纪要没有签名"})
    change.refresh_from_db()
    assert (change.state, change.answer) == ("sent_back", "纪要没有签名")
    mail = Message.objects.get()
    assert mail.to == old.user.email
    assert "纪要没有签名" in mail.text
    assert reverse("chapters:council-change", args=[change.chapter_id]) in mail.text
    with pytest.raises(IntegrityError), transaction.atomic():
        make_council_change(make_chapter("北京校友会", province="11"), state="sent_back")


@pytest.mark.parametrize("field", ["restricted_at", "archived_at"])
def test_an_officer_whose_record_may_not_be_used_is_not_written_to(staff, old, change, field):
    Alumnus.objects.filter(pk=old.pk).update(**{field: timezone.now()})
    assert decisions.send_back(change=change, reason="纪要没有签名", by=staff) == []


def test_after_mending_the_chapter_submits_again(client, staff, old, change):
    decisions.send_back(change=change, reason="x", by=staff)
    changes.submit_change(change=change, by=old.user)
    decisions.accept_change(change=change, by=staff)
    assert CouncilChange.objects.get().state == "accepted"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_in_the_same_moment_one_does(chapter, old, change):
    accepts = [partial(decisions.accept_change, change=change, by=make_user()) for _decider in range(2)]
    said = at_once(*accepts, expected=decisions.AlreadyDecided)
    assert sum(isinstance(each, decisions.AlreadyDecided) for each in said) == 1
    assert (Term.objects.count(), Message.objects.count()) == (2, 2)


def test_the_second_decider_reads_that_it_is_decided(client, staff, change):
    decisions.send_back(change=change, reason="x", by=make_user())
    answer = client.post(reverse("admin:chapters_councilchange_accept", args=[change.pk]), follow=True)
    assert "Somebody decided, or the chapter took it back, in the meantime." in answer.content.decode()
    assert Term.objects.count() == 1


def test_a_term_that_came_between_gets_a_sentence_and_nothing_is_made(client, chapter, staff, change):
    between = make_term(chapter, chapter.terms.get().ends_on + timedelta(days=1), change.ends_on + timedelta(days=9), 2)
    answer = client.post(reverse("admin:chapters_councilchange_accept", args=[change.pk]), follow=True)
    first, last = in_words(between.starts_on), in_words(between.ends_on)
    assert f"The new term overlaps the one from {first} to {last}." in answer.content.decode()
    assert (Term.objects.count(), CouncilChange.objects.get().state) == (2, "submitted")


def test_nobody_decides_about_the_own_election(client, change, new):
    user = make_user()
    new.user = None
    new.save()
    new.user = user
    new.save()
    client.force_login(user)
    assert "a colleague decides about this" in desk(client, change).content.decode()
    desk(client, change, "accept", {})
    assert CouncilChange.objects.get().state == "submitted"
    with pytest.raises(decisions.OwnMatter):
        decisions.send_back(change=change, reason="x", by=user)


@pytest.mark.parametrize(
    ("role", "looks", "decides"), [(Role.STAFF, 200, 302), (Role.EDITOR, 200, 403), (Role.FINANCE, 403, 403)]
)
def test_who_may_look_and_who_may_decide(client, change, role, looks, decides):
    client.force_login(make_user(role))
    assert desk(client, change).status_code == looks
    assert desk(client, change, "accept", {}).status_code == decides
    change.refresh_from_db()
    assert change.state == ("accepted" if decides == 302 else "submitted")


def test_a_draft_is_the_chapters_own(client, staff, chapter, old):
    draft = make_council_change(chapter)
    assert desk(client, draft).status_code == 404
    assert desk(client, draft, "accept", {}).status_code == 404
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize("n", [1, 5])
def test_the_queue_costs_the_same_for_one_row_and_for_five(client, staff, n, django_assert_num_queries):
    for number in range(n):
        chapter = make_chapter(f"校友会{number}", province=str(11 + number))
        make_council_change(chapter, state="submitted", submitted_at=timezone.now())
    with django_assert_num_queries(4):  # session, user, grants, the rows
        answer = client.get(reverse("admin:chapters_councilchange_changelist"))
    assert len(answer.context["page"].rows) == n


def test_what_waits_stands_on_the_desks_first_page(client, staff, change, in_days):
    over = make_chapter("北京校友会", province="11")
    make_term(over, in_days(-900), in_days(-1))
    waiting = {item["url"]: item["count"] for item in client.get(reverse("admin:index")).context["waiting"]}
    assert waiting[reverse("admin:chapters_councilchange_changelist")] == 1
    assert waiting[reverse("admin:chapters_term_overdue")] == 1


def test_overdue_are_living_chapters_whose_last_term_is_over_by_their_own_calendar(in_days):
    def at(name, province, **fields):
        return make_chapter(name, province=province, **fields)

    over, runs, none, asleep, extended = (
        at("过期", "11"), at("在任", "12"), at("无届", "13"), at("沉睡", "14", recognition="dormant"), at("两届", "15"),
    )  # fmt: skip
    for chapter in (over, asleep):
        make_term(chapter, in_days(-900), in_days(-2))
    make_term(runs, in_days(-900), in_days(2))
    make_term(extended, in_days(-900), in_days(-2))
    make_term(extended, in_days(-1), in_days(9), number=2)
    assert none.terms.count() == 0
    assert [(chapter, chapter.term_ended_on) for chapter in queries.overdue()] == [(over, in_days(-2))]


def test_a_term_is_overdue_when_the_day_is_over_where_the_chapter_is():
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    expected = []
    for zone, city in (("Pacific/Kiritimati", "东"), ("Pacific/Pago_Pago", "西")):
        chapter = make_chapter(f"校友会{city}", kind="overseas", province="", country="KI", city=city, time_zone=zone)
        there = datetime.now(UTC).astimezone(ZoneInfo(zone)).date()
        make_term(chapter, there - timedelta(days=90), there)
        expected.append(chapter)
    assert list(queries.overdue()) == []
    for chapter in expected:
        Term.objects.filter(chapter=chapter).update(ends_on=chapter.terms.get().ends_on - timedelta(days=1))
    assert set(queries.overdue()) == set(expected)


def test_the_office_lets_an_overdue_term_run_longer_with_a_reason(client, chapter, staff, in_days):
    officer = make_member("会长")
    make_office(chapter, officer, in_days(-900), in_days(-10))
    term = chapter.terms.get()
    url = reverse("admin:chapters_term_extend", args=[term.pk])
    assert not led_by(officer).exists()
    sent = {"ended_on": in_days(-10), "ends_on": in_days(90), "reason": "选举推迟"}
    assert client.post(url, sent | {"reason": ""}).status_code == 422
    assert client.post(url, sent | {"ends_on": in_days(-11)}).status_code == 422
    for _twice in range(2):
        client.post(url, sent)
    term.refresh_from_db()
    assert term.ends_on == in_days(90)
    assert list(led_by(officer)) == [chapter]
    extension = TermExtension.objects.get()
    assert (extension.ended_on, extension.ends_on, extension.reason, extension.by) == (
        in_days(-10), in_days(90), "选举推迟", staff,
    )  # fmt: skip
    assert mails() == [officer.user.email]
    assert "选举推迟" in Message.objects.get().text
    with pytest.raises(InternalError), transaction.atomic():
        TermExtension.objects.update(reason="y")
    page = client.get(reverse("admin:chapters_term_chapter", args=[chapter.pk])).content.decode()
    assert "选举推迟" in page


def test_a_term_does_not_run_into_the_next_one(client, chapter, staff, in_days):
    term = make_term(chapter, in_days(-900), in_days(10))
    make_term(chapter, in_days(20), in_days(900), number=2)
    url = reverse("admin:chapters_term_extend", args=[term.pk])
    answer = client.post(url, {"ended_on": in_days(10), "ends_on": in_days(20), "reason": "x"})
    assert answer.context["form"].errors["ends_on"] == [f"The next term begins on {in_words(in_days(20))} already."]


def test_a_term_is_not_cut_below_its_offices(chapter, old):
    term = chapter.terms.get()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Term.objects.filter(pk=term.pk).update(ends_on=term.ends_on - timedelta(days=1))
    assert "term_holds_its_offices" in str(caught.value)


@pytest.mark.parametrize("n", [1, 5])
def test_the_terms_cost_the_same_for_one_chapter_and_for_five(client, staff, in_days, n, django_assert_num_queries):
    for number in range(n):
        chapter = make_chapter(f"校友会{number}", province=str(11 + number))
        make_office(chapter, make_alumnus(f"会长{number}"), in_days(-900), in_days(number - 2))
    with django_assert_num_queries(6):  # session, user, grants; the terms, the overdue, chapters without one
        answer = client.get(reverse("admin:chapters_term_changelist"))
    assert [term.days_left for term in answer.context["terms"]] == [number - 2 for number in range(n)]
