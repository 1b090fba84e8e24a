"""Every field of every table has a purpose, a ground, a kind and an end; every way to a person an erase entry."""

import pytest
from django.apps import apps
from django.db import models

from alumni import privacy
from alumni.models import Alumnus
from alumni.privacy import TABLES, THIRD_PARTY, Erase

OURS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith(("alumni.", "alumni_office.", "chapters.", "events.", "donations.", "publications."))
    and not hasattr(model, "pgh_tracked_model")
    and not model._meta.auto_created
]
OTHERS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model not in OURS and not hasattr(model, "pgh_tracked_model")
]


def test_every_model_is_in_the_register():
    assert {model._meta.label for model in OURS} == set(TABLES)
    assert {model._meta.label for model in OTHERS} == set(THIRD_PARTY)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_of_a_model_is_in_its_entry_once(model):
    names = TABLES[model._meta.label].names
    assert sorted(names) == sorted(field.name for field in model._meta.concrete_fields)


def test_every_relation_to_a_person_is_in_the_register():
    related = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in Alumnus._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and not hasattr(relation.related_model, "pgh_tracked_model")
    }
    declared = {f"{table.label}.{name}" for table in TABLES.values() for name in table.person}
    assert related - declared == set()
    assert declared - related == {
        "alumni.Evidence.verification__alumnus",
        "alumni.Alumnus.pk",
        "chapters.SharingConsent.membership__alumnus",
        "chapters.CalendarLink.office__alumnus",
        "events.CheckIn.registration__alumnus",
        "events.Companion.registration__alumnus",
        "events.ConsultationAnswer.asked__alumnus",
        "events.EventNoticeMail.registration__alumnus",
        "events.GateEntry.registration__alumnus",
        "events.InterviewReport.target__alumnus",
        "events.Feedback.registration__alumnus",
        "events.QuestionAnswer.registration__alumnus",
        "events.SessionSeat.registration__alumnus",
        "donations.Agreement.donor__alumnus",
        "donations.Allocation.gift__donor__alumnus",
        "donations.DonorMerge.dropped__alumnus",
        "donations.DonorMerge.kept__alumnus",
        "donations.DonorsApart.high__alumnus",
        "donations.DonorsApart.low__alumnus",
        "donations.BankLine.donor__alumnus",
        "donations.BankLine.donor__merged_into__alumnus",
        "donations.CaseFile.case__alumnus",
        "donations.CaseMove.case__alumnus",
        "donations.CaseOutcome.case__alumnus",
        "donations.CaseStep.case__alumnus",
        "donations.Gift.donor__alumnus",
        "donations.GiftNote.gift__donor__alumnus",
        "donations.GiftNote.gift__donor__merged_into__alumnus",
        "donations.Donor.merged_into__alumnus",
        "donations.Pledge.donor__merged_into__alumnus",
        "donations.WallWord.donor__merged_into__alumnus",
        "donations.Opportunity.donor__merged_into__alumnus",
        "donations.OpportunityFile.opportunity__donor__merged_into__alumnus",
        "donations.OpportunityStep.opportunity__donor__merged_into__alumnus",
        "donations.Instalment.pledge__donor__alumnus",
        "donations.PaymentNotice.announced__alumnus",
        "donations.ClubCorrection.membership__alumnus",
        "donations.ClubPaper.membership__alumnus",
        "donations.ClubTerm.membership__alumnus",
        "donations.ClubVote.membership__alumnus",
        "donations.ClubVote.seat__alumnus",
        "donations.Opportunity.donor__alumnus",
        "donations.OpportunityFile.opportunity__alumnus",
        "donations.OpportunityFile.opportunity__donor__alumnus",
        "donations.OpportunityStep.opportunity__alumnus",
        "donations.OpportunityStep.opportunity__donor__alumnus",
        "donations.Pledge.donor__alumnus",
        "donations.PledgeChange.pledge__donor__alumnus",
        "donations.PledgePayment.gift__donor__alumnus",
        "donations.SoftCredit.donor__alumnus",
        "donations.NamingRight.donor__alumnus",
        "donations.Receipt.donor__alumnus",
        "donations.ReceiptGift.receipt__donor__alumnus",
        "donations.ReceiptLine.receipt__donor__alumnus",
        "donations.ReceiptWaiver.gift__donor__alumnus",
        "donations.Thanks.donor__alumnus",
        "donations.WallWord.donor__alumnus",
        "publications.ArticleConsent.person__alumnus",
        "publications.PicturedPerson.person__alumnus",
        "mail.Message.person_id",
    }


def test_rows_that_stay_have_a_reason():
    about_people = [table for table in TABLES.values() if table.person or table.user]
    assert [table.label for table in about_people if table.erase is not Erase.DELETE and not table.because] == []


def test_text_in_tables_of_people_is_of_a_kind_that_is_somebodys():
    """A table that may name a person and keeps its rows must say of its texts how they are cleared; the law keeps those
    of the accounts."""
    texts = (models.CharField, models.TextField, models.JSONField)
    silent = [
        f"{table.label}.{field.name}"
        for table in TABLES.values()
        if table.erase is Erase.KEEP and table.person and table.basis is not privacy.Basis.ACCOUNTS
        for field in apps.get_model(table.label)._meta.concrete_fields
        if isinstance(field, texts) and table.kind_of(field.name) is not privacy.Kind.STATE
    ]
    assert silent == []


def test_what_a_copy_leaves_out_exists():
    wrong = {
        f"{table.label}.{name}" for table in TABLES.values() for name in table.hidden.split() if name not in table.names
    }
    assert wrong == set()
