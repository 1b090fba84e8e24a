from datetime import date

import pytest
from django.utils import timezone

from alumni import hooks
from alumni.models import (
    Alumnus,
    AlumnusTag,
    Consent,
    ContactPoint,
    Degree,
    DuplicateCandidate,
    Employment,
    Interaction,
    Merge,
    PersonList,
    PersonListEntry,
    Roster,
    RosterRow,
    Tag,
)
from alumni.services import duplicates
from alumni.services.merging import MergeRefused, forecast, merge_alumni, undo_merge
from alumni.services.merging.policies import MOVED, STAYS
from alumni_office.history.models import AccessRecord
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def keep():
    return make_alumnus("王伟", gender="male")


@pytest.fixture
def drop():
    return make_alumnus("王伟", birth_date="1976-09-23")


def values(person, model, field):
    return sorted(model.objects.filter(alumnus=person).values_list(field, flat=True))


def test_every_relation_to_a_person_has_a_declared_policy():
    declared = {f"{policy.model._meta.label}.{policy.owner}" for policy in MOVED} | set(STAYS)
    of_other_apps = set().union(*(owner.models for owner in hooks.owners.values()))
    relations = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in Alumnus._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not hasattr(relation.related_model, "pgh_tracked_model")
        if relation.related_model._meta.label not in of_other_apps
    }

    assert relations == declared


def test_a_merge_moves_everything_to_the_kept_person(keep, drop, staff):
    degree = make_degree(drop, graduation_year=1998, college=make_college())
    contact = make_contact(drop)
    job = Employment.objects.create(alumnus=drop, employer="浪潮集团")
    visit = Interaction.objects.create(alumnus=drop, kind="visit", happened_on=date(2025, 5, 1))
    tagging = AlumnusTag.objects.create(alumnus=drop, tag=Tag.objects.create(name="校董"))
    entry = PersonListEntry.objects.create(alumnus=drop, list=PersonList.objects.create(name="校庆", owner=staff))
    roster = Roster.objects.create(filename="a.csv", file="a.csv", sha256="0" * 64, size=1)
    row = RosterRow.objects.create(roster=roster, number=2, alumnus=drop)

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    for moved in (degree, contact, job, visit, tagging, entry, row):
        moved.refresh_from_db()
        assert moved.alumnus_id == keep.pk
    drop.refresh_from_db()
    keep.refresh_from_db()
    assert drop.merged_into_id == keep.pk
    assert (keep.gender, keep.birth_date) == ("male", "1976-09-23")
    assert list(Alumnus.objects.visible_to(staff)) == [keep]
    assert list(Merge.objects.all()) == [merge]
    record = AccessRecord.objects.get(action="merge")
    assert (record.target_id, record.count, record.by) == (keep.pk, 2, staff)
    assert record.criteria == {"dropped": drop.pk, "merge": merge.pk}


def test_rows_that_both_have_are_folded_into_one_that_knows_what_either_knew(keep, drop, staff):
    college = make_college()
    kept = make_degree(keep, graduation_year=1998, college=college, student_no="1994001")
    make_degree(drop, graduation_year=1998, college=college, major="统计学", enrolment_year=1994)
    number = make_contact(keep, audience="alumni")
    make_contact(drop, audience="nobody", state="verified", verified_at=timezone.now())
    tag = Tag.objects.create(name="校董")
    AlumnusTag.objects.create(alumnus=keep, tag=tag)
    AlumnusTag.objects.create(alumnus=drop, tag=tag)

    merge_alumni(keep=keep, drop=drop, by=staff)

    kept.refresh_from_db()
    number.refresh_from_db()
    assert (kept.major, kept.enrolment_year, kept.student_no) == ("统计学", 1994, "1994001")
    assert (number.audience, number.state) == ("nobody", "verified")
    assert Degree.objects.count() == ContactPoint.objects.count() == AlumnusTag.objects.count() == 1


def test_two_degrees_of_different_years_stay_two(keep, drop, staff):
    make_degree(keep, graduation_year=1998, college=make_college())
    make_degree(drop, graduation_year=2001, college=make_college())

    merge_alumni(keep=keep, drop=drop, by=staff)

    assert values(keep, Degree, "graduation_year") == [1998, 2001]


def test_the_chosen_side_wins_and_says_where_its_value_comes_from(keep, drop, staff):
    Alumnus.objects.filter(pk=keep.pk).update(city="济南", province="37", country="CN")
    Alumnus.objects.filter(pk=drop.pk).update(city="Boston", country="US", name="王炜", source="roster")

    merge_alumni(keep=keep, drop=drop, choices={"place": drop.pk, "name": drop.pk}, by=staff)

    keep.refresh_from_db()
    assert (keep.country, keep.province, keep.city) == ("US", "", "Boston")
    assert (keep.name, keep.former_names) == ("王炜", ["王伟"])
    assert keep.field_sources["city"] == keep.field_sources["name"] == {"source": "roster"}


def test_a_merge_never_raises_a_consent_and_what_was_withdrawn_stays_withdrawn(keep, drop, staff):
    Consent.objects.create(alumnus=drop, purpose="fundraising", given=True)
    Consent.objects.create(alumnus=keep, purpose="contact", channel="email", given=True)
    Consent.objects.create(alumnus=drop, purpose="contact", given=True)
    Consent.objects.create(alumnus=drop, purpose="contact", given=False)
    Consent.objects.create(alumnus=keep, purpose="publish", given=False)
    Consent.objects.create(alumnus=drop, purpose="publish", given=True)

    merge = merge_alumni(keep=keep, drop=drop, by=staff)

    rows = Consent.objects.filter(alumnus=keep).order_by("pk").values_list("purpose", "channel", "given")
    assert list(rows) == [
        ("contact", "email", True),
        ("publish", "any", False),
        ("contact", "any", False),
        ("contact", "email", False),
    ]
    assert Consent.objects.filter(alumnus=drop).count() == 4
    undo_merge(merge=merge, by=staff)
    assert Consent.objects.filter(alumnus=keep).count() == 2


def test_not_the_same_person_is_carried_along_a_merge_and_outlasts_rescans(keep, drop, staff):
    third = make_alumnus("王伟")
    for person in (keep, drop, third):
        make_contact(person, value="+8613900000000")
    duplicates.remember_different(one=drop, other=third, by=staff)
    DuplicateCandidate.objects.create(low=keep, high=third, score=80)

    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    duplicates.bring_up_to_date()

    pair = DuplicateCandidate.objects.get(low=keep, high=third)
    assert (pair.state, pair.decided_by) == ("different", staff)
    undo_merge(merge=merge, by=staff)
    pair.refresh_from_db()
    assert (pair.state, pair.score, pair.decided_by) == ("open", 80, None)


def test_a_record_that_was_merged_or_archived_meanwhile_is_refused(keep, drop, staff):
    merge_alumni(keep=keep, drop=drop, by=staff)
    other = make_alumnus("王伟", archived_at=timezone.now())

    for one, two in ((drop, keep), (keep, drop), (keep, other), (keep, keep)):
        with pytest.raises(MergeRefused):
            merge_alumni(keep=one, drop=two, by=staff)
    assert Merge.objects.count() == 1


def test_undo_leaves_later_edits_where_a_person_put_them_and_says_so(keep, drop, staff):
    edited = make_contact(drop, value="+8613900000001")
    deleted = make_contact(drop, value="+8613900000002")
    moved = make_contact(drop, value="+8613900000003")
    untouched = make_contact(drop, value="+8613900000004")
    other = make_alumnus("李静")
    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    ContactPoint.objects.filter(pk=edited.pk).update(state="bad")
    ContactPoint.objects.filter(pk=deleted.pk).delete()
    ContactPoint.objects.filter(pk=moved.pk).update(alumnus=other)
    Alumnus.objects.filter(pk=keep.pk).update(birth_date="1977-01-01")

    assert forecast(merge=merge, by=staff).given_back == {"alumni.contactpoint": 1}
    undone = undo_merge(merge=merge, by=staff)

    assert undone.given_back == {"alumni.contactpoint": 1}
    assert sorted((entry["pk"], entry["why"]) for entry in undone.left) == sorted(
        [(keep.pk, "edited"), (edited.pk, "edited"), (deleted.pk, "deleted"), (moved.pk, "moved")]
    )
    assert values(drop, ContactPoint, "pk") == [untouched.pk]
    assert values(keep, ContactPoint, "pk") == [edited.pk]
    keep.refresh_from_db()
    drop.refresh_from_db()
    assert (keep.birth_date, drop.merged_into_id) == ("1977-01-01", None)


def test_undoing_twice_changes_nothing_and_says_the_same(keep, drop, staff):
    make_contact(drop)
    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    first = undo_merge(merge=merge, by=staff)
    merge_alumni(keep=keep, drop=drop, by=staff)

    assert undo_merge(merge=merge, by=staff) == first
    assert values(keep, ContactPoint, "value") == ["+8613800000000"]


def test_a_forecast_changes_nothing(keep, drop, staff):
    make_contact(drop)
    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    before = (list(Alumnus.objects.values()), list(ContactPoint.objects.values()), list(Merge.objects.values()))

    forecast(merge=merge, by=staff)

    assert before == (list(Alumnus.objects.values()), list(ContactPoint.objects.values()), list(Merge.objects.values()))
    assert AccessRecord.objects.filter(action="merge").count() == 1


def test_the_rows_of_other_apps_are_moved_and_given_back_by_their_owners(keep, drop, staff, monkeypatch):
    calls = []
    owner = hooks.RecordOwner(
        models=frozenset({"events.Registration"}),
        reassign=lambda keep, drop: calls.append(("reassign", keep.pk, drop.pk)) or {"rows": [7]},
        undo=lambda keep, drop, journal: calls.append(("undo", keep.pk, drop.pk, journal)) or 2,
        erase=lambda person: None,
        export=lambda person: {},
    )
    monkeypatch.setitem(hooks.owners, "events", owner)

    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    undone = undo_merge(merge=merge, by=staff)

    assert calls == [("reassign", keep.pk, drop.pk), ("undo", keep.pk, drop.pk, {"rows": [7]})]
    assert undone.other_apps == 2


def test_what_reaches_a_merged_record_later_follows_it_and_goes_back_with_it(keep, drop, staff):
    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    late = make_contact(drop, value="+8613900000007")

    duplicates.bring_up_to_date()

    late.refresh_from_db()
    assert late.alumnus_id == keep.pk
    undo_merge(merge=merge, by=staff)
    late.refresh_from_db()
    assert late.alumnus_id == drop.pk
