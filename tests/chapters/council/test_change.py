"""A change of council on the chapter's side: the audit first, then the election, the people, the term."""

import uuid

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from alumni_office.mail.models import Message
from chapters.forms.fields import in_words
from chapters.models import CouncilChange, Document, Nominee
from chapters.services.council import changes
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_chapter_member,
    make_council_change,
    make_office,
    make_officer,
    make_term,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office(settings):
    settings.OFFICE_EMAIL = "office@example.edu.cn"


@pytest.fixture
def begun(chapter, officer):
    return changes.start_change(chapter=chapter, key=uuid.uuid4(), by=officer.user)


def post(client, chapter, step, data=None, *more):
    return client.post(reverse(f"chapters:council-{step}", args=[chapter.pk, *more]), data or {})


def get(client, chapter, step="change"):
    return client.get(reverse(f"chapters:council-{step}", args=[chapter.pk]))


def errors(answer):
    assert answer.status_code == 422
    return answer.context["form"].errors


def version(change):
    return CouncilChange.objects.get(pk=change.pk).version


def refused(name, make, error=IntegrityError):
    with pytest.raises(error) as caught, transaction.atomic():
        make()
    assert name in str(caught.value)


def test_pressing_begin_twice_begins_one_change(client, chapter, officer):
    key = uuid.uuid4()
    post(client, chapter, "start", {"key": key})
    post(client, chapter, "start", {"key": key})
    post(client, chapter, "start", {"key": uuid.uuid4()})
    assert CouncilChange.objects.values_list("chapter", "state", "created_by").get() == (
        chapter.pk, "draft", officer.user.pk,
    )  # fmt: skip


def test_nothing_can_be_filed_before_the_audit(client, chapter, officer, begun, today, in_days):
    sentence = "The audit report comes first: nothing else can be filed before it."
    for step in ("election", "people", "term"):
        answer = client.get(reverse(f"chapters:council-{step}", args=[chapter.pk]), follow=True)
        assert answer.redirect_chain[-1][0] == reverse("chapters:council-audit", args=[chapter.pk])
        assert sentence in answer.content.decode()
    with pytest.raises(changes.AuditFirst):
        changes.save_election(change=begun, version=1, document=None, elected_on=today, present=3, by=officer.user)
    with pytest.raises(changes.AuditFirst):
        changes.save_term(change=begun, version=1, starts_on=today, ends_on=in_days(9), by=officer.user)
    rows = CouncilChange.objects.filter(pk=begun.pk)
    minutes = Document.objects.create(chapter=chapter, kind="minutes", name="x", file="x", form="pdf", size=1)
    refused("councilchange_audit_first", lambda: rows.update(minutes=minutes))
    for field, value in (("elected_on", today), ("present", 3), ("starts_on", today)):
        refused("councilchange_nothing_before_the_audit", lambda: rows.update(**{field: value}))  # noqa: B023


def test_each_step_is_kept_and_the_next_one_is_named(client, chapter, officer, begun, today, in_days, pdf):
    def at():
        return [(step.name, step.is_done, step.is_next) for step in get(client, chapter).context["steps"]]

    audit, election, people, term = (
        ("audit", False, True), ("election", False, False), ("people", False, False), ("term", False, False),
    )  # fmt: skip
    assert at() == [audit, election, people, term]
    post(client, chapter, "audit", {"audited_on": in_days(-9), "file": pdf(), "version": 1})
    assert at()[:2] == [("audit", True, False), ("election", False, True)]
    post(client, chapter, "election", {
        "elected_on": in_days(-2), "present": 12, "file": pdf("纪要.pdf"), "version": version(begun),
    })  # fmt: skip
    member = make_chapter_member(chapter, "新会长").alumnus
    post(client, chapter, "people", {"person": member.pk, "seat": "president", "votes": 12})
    post(client, chapter, "term", {"starts_on": in_days(1), "ends_on": in_days(999), "version": version(begun)})
    assert [(step.is_done, step.is_next) for step in get(client, chapter).context["steps"]] == [(True, False)] * 4
    row = CouncilChange.objects.get()
    assert (row.state, row.audited_on, row.elected_on, row.present, row.starts_on, row.ends_on) == (
        "draft", in_days(-9), in_days(-2), 12, in_days(1), in_days(999),
    )  # fmt: skip
    assert (row.audit.kind, row.audit.name, row.minutes.kind, row.minutes.name) == (
        "audit", "审计报告.pdf", "minutes", "纪要.pdf",
    )  # fmt: skip
    assert list(row.nominees.values_list("alumnus", "seat", "votes")) == [(member.pk, "president", 12)]


def test_a_file_comes_back_as_an_attachment_under_its_name(client, chapter, officer, begun, in_days, pdf):
    post(client, chapter, "audit", {"audited_on": in_days(-9), "file": pdf(), "version": 1})
    answer = get(client, chapter, "audit-file")
    assert answer.getvalue().startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "%E5%AE%A1%E8%AE%A1%E6%8A%A5%E5%91%8A.pdf" in answer["Content-Disposition"]
    assert Document.objects.get().file.name != "审计报告.pdf"
    assert get(client, chapter, "minutes-file").status_code == 404


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<html></html>", b""], ids=["exe", "html", "empty"])
def test_what_is_no_document_gets_a_sentence(client, chapter, officer, begun, in_days, pdf, content):
    file = pdf("报告.pdf")
    file.file.seek(0)
    file.file.truncate()
    file.file.write(content)
    file.file.seek(0)
    file.size = len(content)
    answer = post(client, chapter, "audit", {"audited_on": in_days(-9), "file": file, "version": 1})
    assert len(errors(answer)["file"]) == 1
    assert Document.objects.count() == 0


def test_dates_that_cannot_be_get_a_sentence_at_their_field(client, chapter, officer, begun, in_days, pdf):
    answer = post(client, chapter, "audit", {"audited_on": in_days(2), "file": pdf(), "version": 1})
    assert errors(answer)["audited_on"] == ["This date lies in the future."]
    assert errors(post(client, chapter, "audit", {"audited_on": in_days(-9), "version": 1}))["file"] == [
        "Add the audit report: nothing else can be filed before it."
    ]
    post(client, chapter, "audit", {"audited_on": in_days(-9), "file": pdf(), "version": 1})
    early = {"elected_on": in_days(-10), "present": 3, "file": pdf(), "version": version(begun)}
    assert errors(post(client, chapter, "election", early))["elected_on"] == [
        f"The election cannot come before the audit, which was on {in_words(in_days(-9))}."
    ]
    assert "elected_on" in errors(post(client, chapter, "election", early | {"elected_on": in_days(3)}))
    post(client, chapter, "election", early | {"elected_on": in_days(-2), "file": pdf()})
    term = {"starts_on": in_days(-3), "ends_on": in_days(9), "version": version(begun)}
    assert "starts_on" in errors(post(client, chapter, "term", term))
    assert errors(post(client, chapter, "term", term | {"starts_on": in_days(9)}))["ends_on"] == [
        "The term cannot end before it has begun."
    ]
    assert errors(post(client, chapter, "term", term | {"starts_on": in_days(1), "ends_on": in_days(9999)}))[
        "ends_on"
    ] == ["No term is longer than ten years. Look at the year again."]
    late = post(client, chapter, "audit", {"audited_on": in_days(-1), "version": version(begun)})
    assert errors(late)["audited_on"] == [f"The audit comes before the election, which was on {in_words(in_days(-2))}."]
    rows = CouncilChange.objects.filter(pk=begun.pk)
    refused("audited_before_the_election", lambda: rows.update(audited_on=in_days(-1)))
    refused("councilchange_starts_after_the_election", lambda: rows.update(starts_on=in_days(-3)))
    refused("councilchange_dates_in_the_past", lambda: rows.update(elected_on=in_days(3)))
    refused("councilchange_ends_after_start", lambda: rows.update(starts_on=in_days(5), ends_on=in_days(5)))


def test_a_vote_above_those_present_gets_a_sentence_and_the_database_refuses_it(client, chapter, officer, in_days):
    change = make_council_change(chapter)
    member = make_chapter_member(chapter, "新会长").alumnus
    answer = post(client, chapter, "people", {"person": member.pk, "seat": "president", "votes": 41})
    assert errors(answer)["votes"] == ["40 people were present: nobody can have more votes."]
    row = {"council_change": change, "alumnus": member, "seat": "president"}
    refused("nominee_votes_of_those_present", lambda: Nominee.objects.create(votes=41, **row))
    nominee = Nominee.objects.create(votes=40, **row)
    refused("nominee_votes_of_those_present", lambda: Nominee.objects.filter(pk=nominee.pk).update(votes=41))
    rows = CouncilChange.objects.filter(pk=change.pk)
    refused("councilchange_votes_of_those_present", lambda: rows.update(present=39))
    answer = post(client, chapter, "election", {"elected_on": in_days(-10), "present": 39, "version": change.version})
    assert errors(answer)["present"] == ["Somebody has more votes on file than that. Correct the votes first."]


def test_only_members_stand_once_for_a_post_and_one_for_president(client, chapter, officer):
    change = make_council_change(chapter)
    first, second = (make_chapter_member(chapter, name).alumnus for name in ("甲", "乙"))
    outsider = make_alumnus("路人")

    def stands(person, seat="president"):
        return post(client, chapter, "people", {"person": person.pk, "seat": seat, "votes": 5})

    assert errors(stands(outsider))["person"] == [
        "Choose one of the chapter’s members: only alumni on record hold a post."
    ]
    assert stands(first).status_code == 302
    assert errors(stands(first))["person"] == ["This person is entered for this post already."]
    assert "One person holds this post" in errors(stands(second))["seat"][0]
    assert stands(second, "member").status_code == 302
    post(client, chapter, "nominee-remove", {}, change.nominees.get(alumnus=first).pk)
    assert list(change.nominees.values_list("alumnus", flat=True)) == [second.pk]


def test_a_term_may_cut_the_running_one_short_but_overlap_no_other(client, chapter, officer, in_days):
    change = make_council_change(chapter)
    running = chapter.terms.get()
    later = make_term(chapter, running.ends_on + (in_days(1) - in_days(0)), in_days(2000), number=2)
    term = {"starts_on": in_days(5), "ends_on": running.ends_on, "version": change.version}
    assert post(client, chapter, "term", term).status_code == 302
    answer = post(client, chapter, "term", term | {"ends_on": later.starts_on, "version": version(change)})
    assert errors(answer)["starts_on"] == [
        f"This overlaps the term from {in_words(later.starts_on)} to {in_words(later.ends_on)}. A term that runs can "
        "only be cut short by one that begins later."
    ]


def test_what_is_not_complete_is_not_submitted(client, chapter, officer, begun):
    answer = client.post(reverse("chapters:council-submit", args=[chapter.pk]), follow=True)
    assert "Not all steps are done: the list says which one is next." in answer.content.decode()
    assert (CouncilChange.objects.get().state, Message.objects.count()) == ("draft", 0)
    without_president = make_council_change(make_chapter("北京校友会", province="11"))
    with pytest.raises(changes.Incomplete) as caught:
        changes.submit_change(change=without_president, by=officer.user)
    assert caught.value.missing == ["people"]
    refused("councilchange_complete", lambda: CouncilChange.objects.filter(pk=begun.pk).update(state="submitted"))


def test_submitting_gives_the_turn_to_the_office_and_mails_it_once(client, chapter, officer):
    change = make_council_change(chapter, people=[(officer, "president", 40)])
    assert "It is the chapter’s turn" in get(client, chapter).content.decode()
    post(client, chapter, "submit")
    post(client, chapter, "submit")
    assert CouncilChange.objects.get().state == "submitted"
    assert "It is the office’s turn" in get(client, chapter).content.decode()
    mail = Message.objects.get()
    assert (mail.to, mail.subject) == ("office@example.edu.cn", "A change of council waits for the office")
    assert reverse("admin:chapters_councilchange_change", args=[change.pk]) in mail.text
    for step in ("audit", "election", "people", "term"):
        assert get(client, chapter, step).status_code == 302


def test_with_the_office_nothing_can_be_changed(chapter, officer, in_days):
    change = make_council_change(chapter, people=[(officer, "president", 40)])
    changes.submit_change(change=change, by=officer.user)
    nominee = change.nominees.get()
    acts = [
        lambda: changes.save_term(change=change, version=1, starts_on=in_days(9), ends_on=in_days(99), by=officer.user),
        lambda: changes.remove_nominee(nominee=nominee, by=officer.user),
        lambda: changes.submit_change(change=change, by=officer.user),
    ]
    for act in acts:
        with pytest.raises(changes.NotOpen):
            act()


def test_a_change_can_be_withdrawn_while_the_office_has_it_and_the_office_hears_it(client, chapter, officer):
    change = make_council_change(chapter, people=[(officer, "president", 40)])
    changes.submit_change(change=change, by=officer.user)
    post(client, chapter, "withdraw")
    assert CouncilChange.objects.get().state == "withdrawn"
    assert list(Message.objects.order_by("pk").values_list("subject", flat=True)) == [
        "A change of council waits for the office", "A change of council was withdrawn",
    ]  # fmt: skip
    assert post(client, chapter, "withdraw").status_code == 404
    assert post(client, chapter, "start", {"key": uuid.uuid4()}).status_code == 302
    assert CouncilChange.objects.filter(state="draft").count() == 1


@pytest.mark.parametrize("is_submitted", [False, True])
def test_withdrawing_a_change_says_first_what_will_happen(client, chapter, officer, is_submitted):
    change = make_council_change(chapter, people=[(officer, "president", 40)])
    if is_submitted:
        changes.submit_change(change=change, by=officer.user)
    address = reverse("chapters:council-withdraw", args=[chapter.pk])
    assert f'href="{address}"' in client.get(reverse("chapters:council-change", args=[chapter.pk])).content.decode()
    page = client.get(address).content.decode()
    assert "All that was filled in for it counts no more." in page
    assert ("The office is told by mail." in page) is is_submitted
    assert CouncilChange.objects.get().state == ("submitted" if is_submitted else "draft")


def test_impossible_moves_are_refused_by_the_database(chapter, officer):
    change = make_council_change(chapter, state="withdrawn")
    rows = CouncilChange.objects.filter(pk=change.pk)
    for state in ("draft", "sent_back"):
        refused("", lambda: rows.update(state=state, answer="x"), InternalError)  # noqa: B023


def test_two_officers_at_one_step_the_second_sees_the_first_and_keeps_the_file(
    client, chapter, officer, begun, in_days, pdf
):
    colleague = make_officer(make_chapter("北京校友会", province="11"), "李秘书长").user
    post(client, chapter, "audit", {"audited_on": in_days(-9), "file": pdf("第一.pdf"), "version": 1})
    read = version(begun)
    first = Document.objects.get()
    changes.save_audit(change=begun, version=read, document=None, audited_on=in_days(-8), by=colleague)

    answer = post(client, chapter, "audit", {"audited_on": in_days(-7), "file": pdf("第二.pdf"), "version": read})

    assert answer.status_code == 409
    assert "李秘书长 saved this page" in answer.content.decode()
    differences = answer.context["meanwhile"].differences
    assert [(line.label, line.theirs, line.mine) for line in differences] == [("audited on", in_days(-8), in_days(-7))]
    assert CouncilChange.objects.get().audit == first
    form = answer.context["form"]
    assert "you need not choose it again" in answer.content.decode()
    again = {name: form[name].value() for name in ("version", "kept", "audited_on")}
    assert post(client, chapter, "audit", again).status_code == 302
    row = CouncilChange.objects.get()
    assert (row.audited_on, row.audit.name) == (in_days(-7), "第二.pdf")


def test_a_file_beside_a_wrong_day_need_not_be_chosen_again(client, chapter, officer, begun, in_days, pdf):
    answer = post(client, chapter, "audit", {"audited_on": in_days(9), "file": pdf("审计.pdf"), "version": 1})
    assert set(errors(answer)) == {"audited_on"}
    assert "you need not choose it again" in answer.content.decode()
    again = {"audited_on": in_days(-9), "version": 1, "kept": answer.context["form"]["kept"].value()}
    assert post(client, chapter, "audit", again).status_code == 302
    assert CouncilChange.objects.get().audit.name == "审计.pdf"


def test_a_kept_file_of_another_chapter_is_none(client, chapter, officer, begun, in_days):
    from chapters.forms.fields import kept_mark

    theirs = Document.objects.create(
        chapter=make_chapter("北京校友会", province="11"), kind="audit", name="x.pdf", file="x", form="pdf", size=1
    )
    for mark in (kept_mark(theirs), "forged"):
        answer = post(client, chapter, "audit", {"audited_on": in_days(-9), "version": 1, "kept": mark})
        assert answer.status_code == 422
    assert CouncilChange.objects.get().audit is None


def test_changes_of_another_chapter_are_not_there(client, chapter, officer):
    other = make_chapter("北京校友会", province="11")
    change = make_council_change(other, people=[(make_alumnus("别人"), "president", 4)])
    make_council_change(chapter)
    nominee = change.nominees.get()
    assert post(client, chapter, "nominee-remove", {}, nominee.pk).status_code == 404
    assert post(client, other, "submit").status_code == 404
    assert get(client, other, "audit-file").status_code == 404
    change.refresh_from_db()
    assert (change.state, list(change.nominees.all())) == ("draft", [nominee])


@pytest.mark.parametrize("n", [1, 5])
def test_the_change_costs_the_same_for_one_person_and_for_five(client, chapter, officer, n, django_assert_num_queries):
    make_council_change(chapter, people=[(make_alumnus(f"理事{number}"), "member", 4) for number in range(n)])
    # session, user, alumnus, chapter; the change, its nominees, people and posts, the last term
    with django_assert_num_queries(8):
        get(client, chapter)


def test_the_officer_of_a_term_that_is_over_finds_no_change(client, chapter, in_days):
    person = make_officer(chapter, "前会长")
    person.chapter_offices.update(until_on=in_days(-1))
    client.force_login(person.user)
    make_office(chapter, make_alumnus("现会长"), in_days(-1), in_days(9), seat="vice_president")
    assert get(client, chapter).status_code == 404
