"""After a donor who is no alumnus was erased, nobody finds who it was; and every sum is what it was."""

import json

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from alumni.models import PersonList, SavedSearch
from alumni.privacy import TABLES, Erase
from alumni.services import erasing as alumni_erasing
from alumni_office.history.models import AccessRecord
from donations.models import Donor, DonorErasure, Gift, Instalment, Pledge, SoftCredit, Thanks
from donations.services import closing
from donations.services.refusals import Refused
from tests.canaries import files_with, places_of
from tests.factories import make_alumnus
from tests.giving import make_donor, make_gift
from tests.web_role import as_role

from . import world

pytestmark = pytest.mark.django_db


def the_books():
    """All that is counted, as it stands."""
    return [
        list(Gift.objects.order_by("pk").values_list("pk", "donor", "amount_cny", "state", "reference")),
        list(Pledge.objects.order_by("pk").values_list("pk", "donor", "amount", "paid", "state", "code")),
        list(Instalment.objects.order_by("pk").values_list("pk", "amount", "paid")),
        list(SoftCredit.objects.order_by("pk").values_list("pk", "donor", "amount_cny")),
    ]


def tables_of(places) -> set[str]:
    return {place.partition(":")[0] for place in places}


def test_a_donor_of_whom_everything_is_known_leaves_nothing_but_the_accounts(
    staff, settings, django_capture_on_commit_callbacks
):
    donor = world.make_person(staff)
    world.fill(donor, staff)
    before, told = the_books(), places_of(world.TRACES)
    assert len(tables_of(told)) > 15
    assert len(files_with(settings, [world.CANARY, "%PDF"])) >= 1
    other = make_donor(name="别人", email="other@example.com", note="另有其人")

    with django_capture_on_commit_callbacks(execute=True):
        assert world.erase(donor, staff)

    # The receipt alone says to whom it was given; the register of tables says why.
    assert tables_of(places_of(world.TRACES)) == {"donations_receipt"}
    assert not [name for name in files_with(settings, ["%PDF"]) if "opportunit" in name]
    assert the_books() == before
    family = Donor.objects.filter(erasures__isnull=False)
    assert {row.name for row in family} == {"—"}
    assert family.count() == 2
    assert Donor.objects.get(pk=other.pk).note == "另有其人"
    closing.close_days()
    assert closing.verify() == []


def test_what_stays_in_words_is_what_the_register_keeps_and_says_why(staff):
    donor = world.make_person(staff)
    kept = world.kept_in_words(donor)
    world.erase(donor, staff)
    found = tables_of(places_of(world.TRACES))
    assert found <= kept
    assert "donations_receipt" in found
    labels = {model._meta.db_table: model._meta.label for model in apps.get_models()}
    for table in found:
        entry = TABLES[labels[table.removesuffix("event")]]
        assert (entry.erase, bool(entry.because)) == (Erase.KEEP, True), table


def test_why_it_was_done_stands_in_the_access_log_and_what_named_the_person_does_not(staff):
    donor = world.make_person(staff)
    world.fill(donor, staff)
    world.erase(donor, staff, reason="本人来信")
    searched, erased = AccessRecord.objects.filter(target="donations.donor").order_by("pk")
    assert (searched.criteria, searched.reason, searched.count) == ({"job": 7, "cleared": True}, "", 3)
    assert (erased.action, erased.target_id, erased.count, erased.reason, erased.by) == (
        "erase", donor.pk, 2, "本人来信", staff,
    )  # fmt: skip
    assert not SavedSearch.objects.exists()
    row = PersonList.objects.get()
    assert row.name == f"#{row.pk}"
    assert not Thanks.objects.due().filter(donor=donor).exists()


def test_again_it_does_nothing(staff):
    donor = world.make_person(staff)
    assert world.erase(donor, staff)
    assert not world.erase(donor, staff)
    assert (DonorErasure.objects.count(), AccessRecord.objects.filter(action="erase").count()) == (2, 1)


def test_an_erasure_that_fails_leaves_the_person_whole(staff, monkeypatch, settings):
    donor = world.make_person(staff)
    world.fill(donor, staff)
    before = len(places_of(world.TRACES))
    monkeypatch.setattr("donations.services.erasing.forgetting.words.clear_titles", lambda told: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        world.erase(donor, staff)
    assert len(places_of(world.TRACES)) == before
    assert not DonorErasure.objects.exists()
    assert not settings.ERASURE_LOG.exists()


def test_an_alumnus_is_erased_with_the_record_alone(staff):
    donor = make_donor(make_alumnus("王伟"))
    with pytest.raises(Refused, match="alumnus on record"):
        world.erase(donor, staff)
    assert Donor.objects.get(pk=donor.pk).name == "王伟"


def test_the_history_of_whom_nobody_erased_cannot_be_taken_away(staff):
    donor = world.make_person(staff)
    before = donor.versions.count()
    for call in ("donations_forget_history(%s)", "donations_forget_words(%s, 'person', '{x}')",
                 "donations_forget_contacts(%s)"):  # fmt: skip
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {call}", [donor.pk])
    assert donor.versions.count() == before
    # A line in the list is not enough: the row itself says nothing any more, or nothing goes.
    DonorErasure.objects.create(donor=donor, what="person", key=donor.key)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT donations_forget_history(%s)", [donor.pk])
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        donor.versions.all().delete()


def test_the_role_of_the_application_may_erase_and_may_not_change_the_history(staff, web_role):
    donor = world.make_person(staff)
    world.fill(donor, staff)
    with as_role(web_role) as cursor:
        for statement in (
            "DELETE FROM donations_donorevent",
            "SELECT alumni_forget_versions('donations_donorevent', 'true', 1, '{}')",
            "SELECT alumni_forget_said('{canary}')",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
        assert world.erase(donor, staff)
        assert tables_of(places_of(world.TRACES)) == {"donations_receipt"}


def restored(donor, staff):
    """Erased, and then a backup of before comes back."""
    with transaction.atomic():
        backup = transaction.savepoint()
        world.erase(donor, staff)
        transaction.savepoint_rollback(backup)


def test_after_a_restore_the_list_outside_the_database_erases_again(staff, settings):
    donor = world.make_person(staff)
    world.fill(donor, staff)
    restored(donor, staff)
    assert Donor.objects.get(pk=donor.pk).name == world.NAME
    lines = [json.loads(line) for line in settings.ERASURE_LOG.read_text().splitlines()]
    assert [line["donor"] for line in lines] == sorted([donor.pk, *donor.merged.values_list("pk", flat=True)])
    assert not any(word in settings.ERASURE_LOG.read_text() for word in world.TRACES)
    done = alumni_erasing.replay()
    assert (done.erased, done.noted, done.others) == (2, 0, 0)
    assert tables_of(places_of(world.TRACES)) == {"donations_receipt"}
    assert alumni_erasing.replay() == alumni_erasing.Replayed(0, 0, 0)
    assert alumni_erasing.write_log() == 0
    assert make_donor(name="赵磊").pk > donor.pk


def test_a_restore_leaves_alone_who_was_parted_from_the_erased_one_since(staff):
    donor = world.make_person(staff)
    twin = donor.merged.get()
    with transaction.atomic():
        backup = transaction.savepoint()
        Donor.objects.filter(pk=twin.pk).update(merged_into=None)
        world.erase(donor, staff)
        transaction.savepoint_rollback(backup)
    assert alumni_erasing.replay().erased == 1
    assert [Donor.objects.get(pk=each.pk).name for each in (donor, twin)] == ["—", f"{world.NAME}旧"]


def test_a_restore_leaves_alone_who_has_the_number_now_and_notes_who_is_not_there(staff, settings):
    line = {"what": "person", "at": "2026-01-01T00:00:00+08:00", "donor": 987_654}
    lines = [line | {"donor_erasure": key, "donor_key": key} for key in (str(make_donor().key),)]
    settings.ERASURE_LOG.write_text("".join(json.dumps(each) + "\n" for each in lines))
    assert alumni_erasing.replay() == alumni_erasing.Replayed(0, 1, 0)
    assert make_donor().pk > 987_654
    make_donor(name="别人", pk=987_654)
    assert alumni_erasing.replay() == alumni_erasing.Replayed(0, 0, 1)
    assert Donor.objects.get(pk=987_654).name == "别人"


def test_the_donor_of_an_erased_alumnus_stands_in_the_list_too(staff, settings):
    person = make_alumnus("王伟")
    make_gift(make_donor(person))
    assert alumni_erasing.erase_person(person_id=person.pk, by=staff)
    lines = [json.loads(line) for line in settings.ERASURE_LOG.read_text().splitlines()]
    assert [sorted(line)[0] for line in lines] == ["account", "at"]
    assert Donor.objects.get().erased_at
