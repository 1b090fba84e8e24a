"""Two organisations that are one: looked at side by side, merged with all that names them, and given back."""

import uuid
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts import roles
from alumni_office.accounts.roles import Permission, Role
from alumni_office.saving.versions import ChangedMeanwhile
from donations.finders import organisations as found_in_the_head
from donations.models import (
    BankLine,
    Donor,
    Organisation,
    OrganisationMerge,
    OrganisationPerson,
    OrganisationsApart,
)
from donations.queries import companies, donors, organisations
from donations.queries import organisation_merging as queries
from donations.services import donors as donor_services
from donations.services import organisation_merging as services
from donations.services import organisations as organisation_services
from donations.services.refusals import Refused, WrongState
from tests.factories import make_alumnus, make_college, make_member, make_user
from tests.giving import (
    make_donor,
    make_fund,
    make_gift,
    make_organisation,
    make_organisation_person,
    make_soft_credit,
)
from tests.giving_club import make_application, make_card, make_club_member, make_company
from tests.giving_money import line, upload
from tests.giving_needs import make_case, make_offer

pytestmark = pytest.mark.django_db
CODE, OTHER_CODE = "91110000600037341L", "91370000163569462U"
ALIKE = reverse("admin:donations_organisation_alike")


def merge(kept, dropped, by=None, **choices):
    return services.merge(
        kept_id=kept.pk, dropped_id=dropped.pk, choices={name: row.pk for name, row in choices.items()},
        by=by or make_user(Role.STAFF),
    )  # fmt: skip


def undo(row, by=None):
    return services.undo(merge_id=row.pk, by=by or make_user(Role.STAFF))


def named_by(organisation) -> dict[str, int]:
    """How many rows name it, by model."""
    return {
        label: apps.get_model(label).objects.filter(**{field: organisation}).count()
        for label, field in queries.MOVED.items()
    }


def with_everything(name="浪潮集团"):
    """An organisation that everything names once."""
    person = make_member("王伟")
    row = make_company(person, name)
    make_donor(row)
    make_organisation(f"{name}上海分公司", branch_of=row)
    make_application(person, row)
    make_card(row)
    make_case(person=person, organisation=row)
    make_offer(person, organisation=row)
    statement = upload(line(name))
    BankLine.objects.filter(statement=statement).update(organisation=row)
    return row


def values_of(*rows) -> list[dict]:
    left_out = ("version", "merged_into_id")
    found = Organisation.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in left_out} for row in found]


def test_whatever_can_name_an_organisation_goes_along_with_a_merging():
    naming = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Organisation and not model.__name__.endswith("Event")
    }
    own = {
        ("donations.Organisation", "merged_into"),  # the merging itself
        ("donations.OrganisationMerge", "kept"), ("donations.OrganisationMerge", "dropped"),
        ("donations.OrganisationsApart", "low"), ("donations.OrganisationsApart", "high"),
    }  # fmt: skip
    assert naming - own == set(queries.MOVED.items())
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'donations_follow_organisation'")
        led = {name for (name,) in cursor.fetchall()}
    moved = {apps.get_model(label)._meta.db_table for label, field in queries.MOVED.items() if field == "organisation"}
    assert led == moved


def test_all_that_names_the_one_names_the_other_and_goes_back():
    kept, dropped = make_organisation("浪潮集团有限公司"), with_everything()
    before = values_of(kept, dropped)
    assert named_by(dropped) == dict.fromkeys(queries.MOVED, 1)
    row = merge(kept, dropped)
    assert named_by(dropped) == dict.fromkeys(queries.MOVED, 0)
    assert named_by(kept) == dict.fromkeys(queries.MOVED, 1)
    assert {label: len(keys) for label, keys in row.moved.items()} == dict.fromkeys(queries.MOVED, 1) | {"merged": 0}
    assert queries.going_back(row) == dict.fromkeys(queries.MOVED, 1)
    by = make_user(Role.FINANCE)
    done = undo(row, by=by)
    assert (done.left, named_by(kept), named_by(dropped)) == (
        0, dict.fromkeys(queries.MOVED, 0), dict.fromkeys(queries.MOVED, 1),
    )  # fmt: skip
    assert values_of(kept, dropped) == before
    row.refresh_from_db()
    assert (row.undone_by, row.undone_at is not None) == (by, True)
    with pytest.raises(WrongState):
        undo(row)


def test_two_that_gave_become_one_donor_and_part_again():
    kept, dropped = make_organisation("浪潮集团有限公司"), make_organisation("浪潮集团")
    fund, ours, theirs = make_fund(), make_donor(kept), make_donor(dropped)
    gifts = [make_gift(ours, "1.00", fund), make_gift(theirs, "20.00", fund)]
    founder = make_donor(make_alumnus("王伟"))
    credit = make_soft_credit(gifts[1], founder)
    thanked = make_soft_credit(gifts[0], theirs)
    row, finance = merge(kept, dropped), make_user(Role.FINANCE)
    assert Donor.objects.get(pk=theirs.pk).merged_into == ours
    assert donors.received(finance, [ours]) == {ours.pk: Decimal("21.00")}
    assert [each.pk for each in donors.credits(finance, donors.family(ours))] == [thanked.pk]
    with pytest.raises(Refused, match="take that merging back"):
        donor_services.unmerge(merge_id=row.donor_merge_id, by=finance)
    make_gift(ours, "300.00", fund)  # since
    undo(row)
    theirs.refresh_from_db()
    assert (theirs.merged_into, theirs.organisation) == (None, dropped)
    assert donors.received(finance, [ours, theirs]) == {ours.pk: Decimal("301.00"), theirs.pk: Decimal("20.00")}
    assert [each.pk for each in donors.credits(finance, [theirs.pk])] == [thanked.pk]
    credit.refresh_from_db()
    assert (credit.gift.donor, credit.ended_at) == (theirs, None)


def test_two_donors_become_one_only_by_who_enters_gifts(monkeypatch):
    rights = frozenset({Permission.CLUB_VIEW, Permission.CLUB_EDIT})
    monkeypatch.setitem(roles.DEFINITIONS, Role.EDITOR, roles.Definition("", rights))
    kept, dropped, club = make_organisation(), make_organisation("浪潮集团"), make_user(Role.EDITOR)
    make_donor(dropped)
    row = merge(kept, dropped, by=club)
    undo(row)
    make_donor(kept)
    with pytest.raises(Refused, match="somebody who enters gifts"):
        merge(kept, dropped, by=club)
    assert OrganisationMerge.objects.filter(undone_at__isnull=True).count() == 0


def test_two_codes_two_memberships_and_a_branch_are_refused_with_a_sentence(at_desk):
    kept, dropped = make_organisation(credit_code=CODE), make_organisation("浪潮集团", credit_code=OTHER_CODE)
    client = at_desk(Role.STAFF)

    def refused():
        path = reverse("admin:donations_organisation_merge", args=[kept.pk, dropped.pk])
        shown, response = client.get(path), client.post(path)
        assert 'form="merge">' not in shown.content.decode().replace("\n", "")
        assert response.status_code == 422
        assert OrganisationMerge.objects.count() == 0
        assert Organisation.objects.get(pk=dropped.pk).merged_into is None
        return response.context["refused"]

    assert refused().startswith("Each has a credit code of its own")
    Organisation.objects.filter(pk=dropped.pk).update(credit_code="", branch_of=kept)
    assert refused().startswith("One is a branch of the other.")
    between = make_organisation("中间公司", branch_of=kept)
    Organisation.objects.filter(pk=dropped.pk).update(branch_of=between)
    assert refused().startswith("One is a branch of the other.")
    Organisation.objects.filter(pk=dropped.pk).update(branch_of=None)
    member, applied = make_club_member(organisation=kept), make_application(organisation=dropped)
    assert refused().startswith("Both are in the club, or have applied")
    applied.state = "withdrawn"
    applied.save(update_fields=["state"])
    merge(kept, dropped)
    assert [row.organisation for row in (type(member).objects.order_by("pk"))] == [kept, kept]


def test_the_code_and_the_opening_of_one_are_those_of_both_until_they_part():
    now = timezone.now()
    kept, dropped = make_organisation(), make_organisation("浪潮集团", credit_code=CODE, opened_at=now)
    person = make_alumnus("王伟")
    make_organisation_person(dropped, person, "founder")
    row = merge(kept, dropped)
    kept.refresh_from_db()
    assert (kept.credit_code, kept.opened_at) == (CODE, now)
    assert list(companies.opened()) == [kept]
    assert list(companies.run_by(person)) == [kept]
    undo(row)
    kept.refresh_from_db()
    dropped.refresh_from_db()
    assert (kept.credit_code, kept.opened_at, dropped.credit_code, dropped.opened_at) == ("", None, CODE, now)
    assert list(companies.opened()) == [dropped]


def test_the_chosen_value_is_kept_and_goes_back_unless_somebody_changed_it_since():
    kept = make_organisation(city="济南", website="https://a.example", industry="I")
    dropped = make_organisation("浪潮集团", city="青岛", province="37", website="https://b.example", size="large")
    row = merge(kept, dropped, place=dropped, website=kept)
    kept.refresh_from_db()
    assert (kept.name, kept.province, kept.city, kept.website, kept.size, kept.industry) == (
        "浪潮集团有限公司", "37", "青岛", "https://a.example", "large", "I",
    )  # fmt: skip
    assert row.taken == {"province": ["", "37"], "city": ["济南", "青岛"], "size": ["", "large"]}
    organisation_services.save_organisation(
        organisation=kept, version=kept.version, by=make_user(Role.STAFF), city="北京"
    )
    undo(row)
    kept.refresh_from_db()
    assert (kept.province, kept.city, kept.size) == ("", "北京", "")


def test_the_history_says_who_merged_and_what_stood_before():
    kept, dropped = make_organisation(city="济南"), make_organisation("浪潮集团", city="青岛")
    by = make_user(Role.STAFF)
    merge(kept, dropped, by=by, place=dropped)
    last = kept.versions.latest("pgh_id")
    assert (last.city, last.pgh_context.metadata["user"]) == ("济南", by.pk)
    assert dropped.versions.latest("pgh_id").merged_into_id is None


def test_a_form_that_was_open_before_the_merging_or_its_end_is_not_saved_over_it():
    kept, dropped, by = make_organisation(), make_organisation("浪潮集团"), make_user(Role.STAFF)
    seen = {row.pk: row.version for row in (kept, dropped)}
    row = merge(kept, dropped)
    for _step in ("merged", "parted"):
        for organisation in (kept, dropped):
            with pytest.raises(ChangedMeanwhile):
                organisation_services.save_organisation(
                    organisation=organisation, version=seen[organisation.pk], by=by, city="北京"
                )
            organisation.refresh_from_db()
            seen[organisation.pk] = organisation.version
        if row.undone_at is None:
            undo(row)
            row.refresh_from_db()


def test_a_part_that_somebody_has_in_both_stays_in_both():
    kept, dropped, person, other = make_organisation(), make_organisation("浪潮集团"), make_alumnus(), make_alumnus()
    twins = [make_organisation_person(row, person, "founder", title=row.name) for row in (kept, dropped)]
    also = make_organisation_person(dropped, person, "contact")
    over = make_organisation_person(dropped, other, "founder", until_on=timezone.localdate())
    make_organisation_person(kept, other, "founder")
    row = merge(kept, dropped)
    assert set(kept.people.values_list("pk", flat=True)) >= {twins[0].pk, also.pk, over.pk}
    assert list(dropped.people.values_list("pk", flat=True)) == [twins[1].pk]
    assert list(companies.run_by(person)) == [kept]
    undo(row)
    assert set(dropped.people.values_list("pk", flat=True)) == {twins[1].pk, also.pk, over.pk}
    assert OrganisationPerson.objects.get(pk=twins[1].pk).title == "浪潮集团"


def test_what_was_moved_on_or_deleted_since_stays_and_is_counted():
    kept, dropped, third = make_organisation(), make_organisation("浪潮集团"), make_organisation("海尔集团")
    cards = [make_card(dropped) for _each in range(3)]
    row = merge(kept, dropped)
    type(cards[0]).objects.filter(pk=cards[0].pk).update(organisation=third)
    cards[1].delete()
    since = make_card(kept)
    assert queries.going_back(row)["donations.Opportunity"] == 1
    assert undo(row).left == 2
    assert list(dropped.opportunities.all()) == [cards[2]]
    assert list(kept.opportunities.all()) == [since]


def test_mergings_of_one_organisation_are_taken_back_from_the_last_one_on(at_desk):
    kept, one, two, into = (make_organisation(f"公司{number}") for number in range(4))
    first, second = merge(kept, one), merge(kept, two)
    third = merge(into, kept)
    assert [Organisation.objects.get(pk=row.pk).merged_into for row in (one, two, kept)] == [into] * 3
    client = at_desk(Role.STAFF)
    path = reverse("admin:donations_organisation_merge_undo", args=[first.pk])
    assert client.get(path).context["later"] == third
    response = client.post(path)
    assert response.status_code == 422
    assert response.context["refused"] == "“公司0” was merged into “公司3” since: take that back first."
    with pytest.raises(IntegrityError), transaction.atomic():  # others point to it
        Organisation.objects.filter(pk=into.pk).update(merged_into=make_organisation("另一家"))
    Organisation.objects.filter(name="另一家").delete()
    for row in (third, second, first):
        with pytest.raises(IntegrityError), transaction.atomic():  # a merged one is no head
            Organisation.objects.filter(pk=into.pk).update(merged_into=row.dropped)
        undo(row)
    assert Organisation.objects.heads().count() == 4


def test_a_code_that_a_third_took_meanwhile_prevents_the_way_back():
    kept, dropped = make_organisation(), make_organisation("浪潮集团", credit_code=CODE)
    row = merge(kept, dropped)
    Organisation.objects.filter(pk=kept.pk).update(credit_code="")
    make_organisation("第三家", credit_code=CODE)
    with pytest.raises(Refused, match="credit code is on record already"), transaction.atomic():
        undo(row)
    row.refresh_from_db()
    assert row.undone_at is None


def test_who_still_writes_the_merged_number_writes_of_the_one_that_it_is():
    kept, dropped = make_organisation(), make_organisation("浪潮集团")
    merge(kept, dropped)
    person = make_organisation_person(dropped, make_alumnus())
    person.refresh_from_db()
    branch = make_organisation("分公司", branch_of=dropped)
    branch.refresh_from_db()
    assert (person.organisation, branch.branch_of) == (kept, kept)
    card = make_card(kept)
    card.organisation = dropped
    card.save()
    card.refresh_from_db()
    assert card.organisation == kept


def test_a_merged_one_is_in_no_list_and_its_name_and_page_lead_to_the_one_that_it_is(at_desk):
    kept, dropped, by = make_organisation(), make_organisation("济南老浪潮", credit_code=CODE), make_user(Role.STAFF)
    merge(kept, dropped, by=by)
    assert list(Organisation.objects.visible_to(by)) == [kept]
    assert list(organisations.listed(by, words="老浪潮")) == [kept]
    assert organisations.same("济南老浪潮") == [kept]
    assert [found.text for found in found_in_the_head(by, "老浪潮", 5)] == [kept.name]
    client = at_desk(by)
    for name in ("donations_organisation_change", "donations_clubmembership_company"):
        response = client.get(reverse(f"admin:{name}", args=[dropped.pk]))
        assert response.headers["Location"] == reverse(f"admin:{name}", args=[kept.pk])
    statement = upload(line("济南老浪潮"))
    assert [row.organisation for row in statement.lines.all()] == [kept]


def test_an_organisation_is_entered_once_more_only_where_its_former_name_is_said_to_be_anothers(at_desk):
    kept = make_organisation()
    merge(kept, make_organisation("济南老浪潮"))
    response = at_desk(Role.STAFF).post(
        reverse("admin:donations_organisation_add"),
        {"kind": "company", "name": "济南老浪潮", "key": str(uuid.uuid4())},
    )
    assert f"On record already: {kept.name}" in response.content.decode()


def test_from_the_proposals_two_are_merged_and_others_kept_apart(at_desk):
    kept, dropped = make_organisation("浪潮集团有限公司", city="济南"), make_organisation("浪潮集团", city="青岛")
    one, two = make_organisation("海尔集团"), make_organisation("海尔集团公司")
    make_organisation_person(dropped, make_alumnus("王伟"), "founder")
    client = at_desk(Role.STAFF)
    assert [(pair.low, pair.high) for pair in client.get(ALIKE).context["pairs"]] == [(kept, dropped), (one, two)]
    client.post(reverse("admin:donations_organisation_apart", args=[two.pk, one.pk]))
    assert OrganisationsApart.objects.get().low == one
    path = reverse("admin:donations_organisation_merge", args=[kept.pk, dropped.pk])
    comparison = client.get(path).context["comparison"]
    facts = {fact.code: (fact.values, fact.differs) for fact in comparison.facts}
    assert facts["place"] == (("济南", "青岛"), True)
    assert facts["kind"] == (("Company", "Company"), False)
    assert [(group.label, group.sides) for group in comparison.groups] == [
        ("Alumni in it", ([], ["王伟 · Founder"])),
    ]
    assert comparison.numbers == [("People of organisations", 1)]
    assert client.post(path, {"place": str(one.pk)}).status_code == 422
    response = client.post(path, {"place": str(dropped.pk), "name": str(kept.pk)})
    assert response.headers["Location"] == reverse("admin:donations_organisation_change", args=[kept.pk])
    assert client.post(path).headers["Location"] == response.headers["Location"]  # a second press
    assert Organisation.objects.get(pk=kept.pk).city == "青岛"
    assert list(client.get(ALIKE).context["pairs"]) == []
    own = client.get(response.headers["Location"])
    assert [row.dropped for row in own.context["merges"]] == [dropped]
    row = OrganisationMerge.objects.get()
    undone = reverse("admin:donations_organisation_merge_undo", args=[row.pk])
    assert client.get(undone).context["numbers"] == [("People of organisations", 1)]
    assert client.post(undone).headers["Location"] == reverse("admin:donations_organisation_change", args=[dropped.pk])
    for again in (client.get, client.post):
        assert again(undone).headers["Location"] == reverse("admin:donations_organisation_merges")


def test_from_the_page_of_one_the_other_is_found_by_name_or_code(at_desk):
    own, twin = make_organisation("浪潮集团有限公司"), make_organisation("浪潮集团")
    other = make_organisation("海尔集团", credit_code=CODE)
    client = at_desk(Role.STAFF)
    path = reverse("admin:donations_organisation_merge_find", args=[own.pk])
    assert client.get(path).context["alike"] == [twin]
    assert [client.get(f"{path}?q={words}").context["found"] for words in (CODE, "浪潮", "没有")] == [
        [other], [twin], [],
    ]  # fmt: skip
    assert client.get(reverse("admin:donations_organisation_merge", args=[own.pk, own.pk])).status_code == 404


def test_who_reaches_one_college_alone_merges_none(at_desk, monkeypatch):
    rights = frozenset({Permission.DONOR_VIEW, Permission.GIFT_ENTER})
    monkeypatch.setitem(roles.DEFINITIONS, Role.COLLEGE_OFFICER, roles.Definition("", rights, needs_college=True))
    kept, dropped = make_organisation(), make_organisation("浪潮集团")
    client = at_desk(make_user(Role.COLLEGE_OFFICER, college=make_college()))
    path = reverse("admin:donations_organisation_merge", args=[kept.pk, dropped.pk])
    assert (client.get(path).status_code, client.post(path).status_code, client.get(ALIKE).status_code) == (404,) * 3
    assert client.get(reverse("admin:donations_organisation_change", args=[kept.pk])).context["may_merge"] is False
    assert OrganisationMerge.objects.count() == 0


@pytest.mark.parametrize("number", [1, 5])
def test_the_lists_cost_the_same_for_one_and_five(at_desk, django_assert_num_queries, number):
    by = make_user(Role.STAFF)
    for each in range(number):
        merge(make_organisation(f"甲{each}"), make_organisation(f"乙{each}"), by=by)
        make_organisation(f"浪潮{each}"), make_organisation(f"浪潮{each}有限公司")
    client = at_desk(by)
    with django_assert_num_queries(4):  # session, user, grants, page
        assert len(client.get(reverse("admin:donations_organisation_merges")).context["listed"].rows) == number
    with django_assert_num_queries(5):  # session, user, grants, pairs, organisations
        assert len(client.get(ALIKE).context["pairs"]) == number


@pytest.mark.parametrize("number", [1, 5])
def test_side_by_side_costs_the_same_for_one_and_five_of_everything(at_desk, django_assert_num_queries, number):
    kept, dropped = make_organisation("浪潮集团有限公司"), make_organisation("浪潮集团")
    for _each in range(number):
        make_organisation_person(dropped, make_alumnus(), "founder")
        make_club_member(organisation=dropped)
        make_card(dropped)
    client = at_desk(Role.STAFF)
    path = reverse("admin:donations_organisation_merge", args=[kept.pk, dropped.pk])
    with django_assert_num_queries(22):
        comparison = client.get(path).context["comparison"]
    assert [number for _label, number in comparison.numbers] == [number] * 3


def test_the_journal_is_searched_by_either_name(at_desk):
    row = merge(make_organisation("甲公司"), make_organisation("乙公司"))
    merge(make_organisation("丙公司"), make_organisation("丁公司"))
    client, path = at_desk(Role.STAFF), reverse("admin:donations_organisation_merges")
    for words in ("甲", "乙"):
        assert client.get(path, {"q": words}).context["listed"].rows == [row]
