"""Founding by its services: each step, its mail, and what it does to the chapter."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone

from alumni_office.mail.models import Message
from chapters.models import Application, Chapter, Document, Initiator, LetterCounter, Office, RecognitionChange, Term
from chapters.queries import founding as queries
from chapters.services import founding, recognition
from tests.factories import make_application, make_chapter, make_initiator, make_office, make_term, make_user

from .steps import add_document, commissioned, complete, fill_report, neighbour, reported, submitted

pytestmark = pytest.mark.django_db
OFFICE = "alumni@example.edu.cn"


@pytest.fixture(autouse=True)
def _office(settings):
    settings.OFFICE_EMAIL = OFFICE


def to_whom(since: int) -> list[str]:
    return list(Message.objects.filter(pk__gt=since).order_by("pk").values_list("to", flat=True))


def last() -> int:
    return Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_each_step_mails_whoever_must_act_next_and_nobody_else():
    applicant, by = neighbour("孙发起"), make_user()
    application, mails = complete(applicant), []

    def step(act, **data):
        since = last()
        act(application=application, **data)
        application.refresh_from_db()
        mails.append((act.__name__, to_whom(since)))

    mine, theirs = applicant.user.email, {"by": by}
    step(founding.submit, by=applicant.user)
    step(founding.ask, version=application.version, answer="谁来做秘书？", **theirs)
    step(founding.reply, reply="周一", by=applicant.user)
    step(founding.commission, version=application.version, **theirs)
    fill_report(application)
    application.refresh_from_db()
    step(founding.report)
    step(founding.send_back, version=application.version, answer="章程缺一页", **theirs)
    step(founding.report)
    step(founding.recognise, version=application.version, **theirs)
    council = [each.alumnus.user.email for each in application.nominees.order_by("pk")]
    assert mails == [
        ("submit", [OFFICE]), ("ask", [mine]), ("reply", [OFFICE]), ("commission", [mine]), ("report", [OFFICE]),
        ("send_back", [mine]), ("report", [OFFICE]), ("recognise", [mine, *council]),
    ]  # fmt: skip
    assert Application.objects.get().state == "recognised"


def test_without_an_address_of_the_office_those_who_may_decide_are_told(settings):
    settings.OFFICE_EMAIL = ""
    decider = make_user()
    make_user(role="editor")
    since = last()
    submitted()
    assert to_whom(since) == [decider.email]


def test_a_submitted_application_stands_in_the_registry():
    application = submitted()
    chapter = Chapter.objects.get()
    assert (chapter.name, chapter.recognition, chapter.province, chapter.city) == (
        "青岛山大校友会", "applying", "37", "青岛",
    )  # fmt: skip
    assert application.chapter == chapter
    assert [(step.from_state, step.to_state) for step in chapter.recognition_changes.all()] == [("lead", "applying")]


def test_a_lead_of_the_place_becomes_the_chapter_that_applies():
    lead = make_chapter(name="青岛线索", province="37", city="青岛", recognition="lead")
    application = submitted()
    lead.refresh_from_db()
    assert application.chapter == lead
    assert (lead.name, lead.recognition) == ("青岛山大校友会", "applying")


def test_recognition_founds_the_chapter_with_its_first_term_and_offices():
    application = reported()
    minutes = application.documents.get(kind="minutes")
    founding.recognise(application=application, version=application.version, by=make_user())
    chapter = Chapter.objects.get()
    assert (chapter.recognition, chapter.founded_on) == ("founded", application.met_on)
    assert [(step.to_state, step.document_id) for step in chapter.recognition_changes.order_by("pk")] == [
        ("applying", None),
        ("preparing", application.documents.get(kind="letter").pk),
        ("founded", minutes.pk),
    ]
    term = Term.objects.get()
    assert (term.chapter, term.number, term.starts_on, term.ends_on) == (
        chapter, 1, application.term_starts_on, application.term_ends_on,
    )  # fmt: skip
    offices = Office.objects.order_by("pk")
    assert [(each.seat, str(each.alumnus), each.from_on, each.until_on) for each in offices] == [
        ("president", "周一", term.starts_on, term.ends_on),
        ("secretary", "吴二", term.starts_on, term.ends_on),
    ]
    assert set(Document.objects.values_list("chapter", flat=True)) == {chapter.pk}


def sleeping(**fields):
    return make_chapter(name="青岛山大校友会", province="37", city="青岛", recognition="dormant", **fields)


def test_a_chapter_that_sleeps_is_revived_in_the_same_steps():
    chapter = sleeping(founded_on="1995-05-01")
    old = make_term(chapter, timezone.localdate() - timedelta(days=400), timezone.localdate() + timedelta(days=300))
    make_office(chapter, neighbour("老会长"), old.starts_on, old.ends_on)
    application = reported(chapter=chapter, is_revival=True)
    assert Chapter.objects.get().recognition == "dormant"  # until it is recognised
    founding.recognise(application=application, version=application.version, by=make_user())
    chapter.refresh_from_db()
    assert (chapter.recognition, str(chapter.founded_on)) == ("revived", "1995-05-01")
    first, second = Term.objects.order_by("number")
    assert (second.number, second.starts_on) == (2, application.term_starts_on)
    assert first.ends_on == second.starts_on - timedelta(days=1) == first.offices.get().until_on


def test_a_term_that_begins_within_the_new_one_is_put_right_first():
    chapter = sleeping()
    make_term(chapter, timezone.localdate() + timedelta(days=30), timezone.localdate() + timedelta(days=300))
    application = reported(chapter=chapter, is_revival=True)
    with pytest.raises(founding.OldTerm):
        founding.recognise(application=application, version=application.version, by=make_user())
    application.refresh_from_db()
    assert (application.state, Chapter.objects.get().recognition) == ("reported", "dormant")


@pytest.mark.parametrize("make", [complete, submitted, commissioned, reported])
def test_the_applicant_withdraws_at_any_open_state_and_the_chapter_is_a_lead_again(make):
    application = make()
    founding.withdraw(application=application, by=application.applicant.user)
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert [chapter.recognition for chapter in Chapter.objects.all()] == [] if make is complete else ["lead"]


@pytest.mark.parametrize("make", [submitted, commissioned, reported])
def test_the_office_refuses_with_a_reason_and_the_chapter_is_a_lead_again(make):
    application = make()
    founding.refuse(application=application, version=application.version, answer="人数太少", by=make_user())
    application.refresh_from_db()
    assert (application.state, application.answer) == ("refused", "人数太少")
    step = RecognitionChange.objects.order_by("-pk").first()
    assert (step.to_state, step.reason) == ("lead", "人数太少")
    with pytest.raises(founding.AlreadyMoved):
        founding.withdraw(application=application, by=application.applicant.user)


def test_a_refusal_without_a_reason_is_refused_by_the_database():
    application = submitted()
    with pytest.raises(IntegrityError, match="application_answered_with_reason"), transaction.atomic():
        founding.refuse(application=application, version=application.version, answer="", by=make_user())


def test_what_is_missing_is_said_and_nothing_is_sent():
    application = make_application(neighbour(), name="")
    with pytest.raises(founding.Incomplete) as caught:
        founding.submit(application=application, by=None)
    assert str(caught.value.sentence) == " ".join(queries.missing(application))
    assert len(queries.missing(application)) == 5
    assert not Chapter.objects.exists()


@pytest.mark.parametrize("number", [2, 4])
def test_how_many_initiators_are_needed_is_a_setting(settings, number):
    settings.CHAPTER_INITIATORS = number
    application = complete()
    if number > 3:
        with pytest.raises(founding.Incomplete):
            founding.submit(application=application, by=None)
    else:
        founding.submit(application=application, by=None)


def test_letters_of_a_year_are_numbered_without_a_gap(monkeypatch):
    year = timezone.localdate().year
    assert commissioned().letter_no == f"校友筹〔{year}〕1号"
    second = submitted(city="威海", name="威海山大校友会")
    RecognitionChange.objects.create(
        chapter=second.chapter, from_state="applying", to_state="lead", reason="手工", happened_on=timezone.localdate()
    )
    with pytest.raises(founding.ChapterElsewhere):
        founding.commission(application=second, version=second.version, by=make_user())
    assert LetterCounter.objects.get().last == 1  # what failed used no number
    third = commissioned(city="烟台", name="烟台山大校友会")
    assert third.letter_no == f"校友筹〔{year}〕2号"


def test_a_commission_that_fails_leaves_no_file_behind(settings):
    application = submitted()
    RecognitionChange.objects.create(
        chapter=application.chapter, from_state="applying", to_state="lead", reason="手工",
        happened_on=timezone.localdate(),
    )  # fmt: skip
    before = {path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    with pytest.raises(founding.ChapterElsewhere):
        founding.commission(application=application, version=application.version, by=make_user())
    assert {path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()} == before


def test_the_letter_is_a_pdf_with_its_number():
    letter = commissioned().documents.get(kind="letter")
    with letter.file.open("rb") as file:
        assert file.read().startswith(b"%PDF-")
    assert letter.name == f"校友筹〔{timezone.localdate().year}〕1号.pdf"


def test_a_second_submit_of_a_form_is_the_first():
    application = submitted()
    with pytest.raises(founding.AlreadyMoved):
        founding.submit(application=application, by=None)
    again = founding.start(
        applicant=application.applicant, place={"kind": "industry", "industry": "J", "province": "", "country": "",
                                                "city": "", "college": None}, key=application.key,
    )  # fmt: skip
    assert again == application


def test_two_drafts_may_compete_for_a_place_and_only_one_is_sent():
    first, second = complete(), complete(neighbour("另一位"), name="青岛市山大校友会")
    founding.submit(application=first, by=None)
    with pytest.raises(founding.PlaceTaken):
        founding.submit(application=second, by=None)
    assert Application.objects.get(pk=second.pk).state == "draft"


def test_a_name_that_another_chapter_has_is_refused_with_a_sentence():
    make_chapter(name="青岛山大校友会", province="37", city="济南")
    application = complete()
    with pytest.raises(founding.NameTaken):
        founding.submit(application=application, by=None)


def test_a_decision_about_what_was_seen_in_another_version_is_refused():
    application = submitted()
    seen = application.version
    founding.ask(application=application, version=seen, answer="谁？", by=make_user())
    founding.reply(application=application, reply="我", by=None)  # submitted again
    with pytest.raises(founding.AlreadyMoved):
        founding.commission(application=application, version=seen, by=make_user())


def test_a_chapter_moved_by_hand_stops_the_decision_and_nothing_is_changed():
    application = reported()
    recognition.change_recognition(chapter=application.chapter, to="lead", reason="手工", by=None)
    with pytest.raises(founding.ChapterElsewhere):
        founding.recognise(application=application, version=application.version, by=make_user())
    assert Application.objects.get().state == "reported"
    founding.withdraw(application=application, by=None)  # and nobody is stuck
    assert Chapter.objects.get().recognition == "lead"


def test_the_database_refuses_a_move_that_the_services_do_not_know():
    application = submitted()
    with pytest.raises(IntegrityError, match="application_moves"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state="draft")


def test_the_charter_of_the_report_is_the_adopted_one():
    application = commissioned()
    fill_report(application)
    assert queries.missing_in_report(application) == []
    again = commissioned(city="威海", name="威海山大校友会")
    with override_settings(LANGUAGE_CODE="en"):
        assert len(queries.missing_in_report(again)) == 5
    with pytest.raises(founding.Incomplete):
        founding.report(application=again)


def test_one_president_and_nobody_twice_for_a_post():
    application = commissioned()
    one, other = neighbour("甲"), neighbour("乙")
    founding.add_nominee(application=application, person=one, seat="president")
    for person, seat in [(other, "president"), (one, "president")]:
        with pytest.raises(founding.Taken):
            founding.add_nominee(application=application, person=person, seat=seat)
    founding.add_nominee(application=application, person=one, seat="vice_president")
    assert application.nominees.count() == 2


def test_the_same_bytes_are_one_document_and_the_wrong_time_takes_none():
    application = make_application(neighbour())
    assert add_document(application, "charter") == add_document(application, "charter")
    with pytest.raises(founding.AlreadyMoved):
        add_document(application, "minutes")  # before there was a meeting


def test_an_applicant_without_an_account_gets_no_mail_and_stops_nothing():
    application = submitted()
    person = application.applicant
    person.user = None
    person.save()
    application.refresh_from_db()
    since = last()
    founding.ask(application=application, version=application.version, answer="谁？", by=make_user())
    assert to_whom(since) == []


def test_whose_turn_it_is_is_never_empty_for_an_open_one(each_language):
    for state in Application.OPEN:
        turn = queries.turn_of(Application(state=state, moved_at=timezone.now()), confirmed=0)
        assert turn.who in ("applicant", "office")
        assert turn.now
        assert turn.after
        assert str(turn.label)


def test_removed_initiators_do_not_count():
    application = complete()
    founding.remove(application=application, initiator_id=application.initiators.first().pk)
    assert Initiator.objects.filter(state="removed", alumnus=None).count() == 1
    with pytest.raises(founding.Incomplete):
        founding.submit(application=application, by=None)


def test_initiators_are_not_taken_off_once_it_is_sent():
    application = submitted()
    with pytest.raises(founding.AlreadyMoved):
        founding.remove(application=application, initiator_id=application.initiators.first().pk)
    make_initiator(application)
