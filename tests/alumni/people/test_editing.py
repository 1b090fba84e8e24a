"""An officer edits a whole record; nobody's work is lost, nothing is written twice."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError
from django.urls import reverse

from alumni.models import Alumnus, Consent, ContactPoint, Degree, Employment, Interaction, RosterRow, Source
from alumni.queries.person import snapshot
from alumni.services import people
from alumni.services.people import RowEdit
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_employment,
    make_roster_row,
    make_user,
)
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_alumnus("王伟", city="济南", source=Source.ROSTER)


@pytest.fixture
def officer(client):
    user = make_user(name="王主任")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def change_url(person):
    return reverse("admin:alumni_alumnus_change", args=[person.pk])


def filled(client, url):
    """What a browser would send back if nothing was touched."""
    form = client.get(url).context["form"]
    data = {}
    for each in (form.person, *(row for block in form.blocks for row in block.rows.forms)):
        for field in each.visible_fields() + each.hidden_fields():
            value = field.value()
            if field.field.widget.input_type == "checkbox" if hasattr(field.field.widget, "input_type") else False:
                if value:
                    data[field.html_name] = "on"
            else:
                data[field.html_name] = field.field.prepare_value(value) if value is not None else ""
    for block in form.blocks:
        for field in block.rows.management_form:
            data[field.html_name] = field.value()
    response = client.get(url)
    if response.context.get("key"):
        data["key"] = response.context["key"]
    else:
        data["token"] = form.token
    return data


def test_a_page_sent_back_untouched_changes_nothing(client, officer, person):
    make_degree(person, college=make_college(), school=make_college().school, graduation_year=2002, level="bachelor")
    make_degree(person, college=make_college())  # as a roster left it, without the school
    make_contact(person)
    make_contact(person, kind="phone", value="+8653188361234;ext=12")
    make_employment(person)
    before = snapshot(person.pk, contacts=True)

    response = client.post(change_url(person), filled(client, change_url(person)))

    assert response.status_code == 302
    assert snapshot(person.pk, contacts=True) == before
    assert Alumnus.versions.rel.related_model.objects.count() == 0


def test_what_was_changed_is_saved_with_its_source(client, officer, person):
    data = filled(client, change_url(person)) | {
        "person-city": "青岛", "person-birth_date": "1976年9月3日", "person-former_names": "王小伟，王大伟",
        "person-verified": "on",
    }  # fmt: skip

    client.post(change_url(person), data)

    person.refresh_from_db()
    assert (person.city, person.birth_date, person.former_names) == ("青岛", "1976-09-03", ["王小伟", "王大伟"])
    assert person.verified_at is not None
    assert set(person.field_sources) == {"city", "birth_date", "former_names", "verified"}
    assert {key: person.field_sources["city"][key] for key in ("source", "by")} == {"source": "staff", "by": officer.pk}
    assert person.source == Source.ROSTER


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("mobile", "138 0531 5678", "+8613805315678"),
        ("mobile", "+44 7911 123456", "+447911123456"),
        ("phone", "0531-88361234转12", "+8653188361234;ext=12"),
        ("email", " Wang.Wei@Example.COM ", "wang.wei@example.com"),
        ("qq", "QQ：123456789", "123456789"),
        ("address", "  山大南路  27号 ", "山大南路 27号"),
    ],
)
def test_contacts_are_stored_normalised(client, officer, person, kind, typed, stored):
    data = filled(client, change_url(person)) | {"contacts-0-kind": kind, "contacts-0-value": typed}

    client.post(change_url(person), data)

    assert list(person.contacts.values_list("kind", "value", "source", "entered_by")) == [
        (kind, stored, "staff", officer.pk)
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("person-name", "", "This field is required."),
        (
            "person-birth_date",
            "1976-13",
            "Enter a year, a year and a month, or a date, such as 1976, 1976-09 or 1976-09-23.",
        ),
        (
            "person-birth_date",
            "1976-02-30",
            "Enter a year, a year and a month, or a date, such as 1976, 1976-09 or 1976-09-23.",
        ),
        ("person-birth_date", "2099", "This date lies in the future."),
        (
            "contacts-0-value",
            "12345",
            "Enter one telephone number, such as 138 0531 1234, 0531-88361234 or +44 20 7946 0958.",
        ),
        ("degrees-0-enrolment_year", "1700", "Ensure this value is greater than or equal to 1850."),
        ("interactions-0-happened_on", "2099-01-01", "A contact made cannot lie in the future."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_saved(
    client, officer, person, field, value, sentence
):
    data = filled(client, change_url(person)) | {"person-city": "青岛", field: value}

    response = client.post(change_url(person), data)

    assert response.status_code == 422
    assert sentence in response.content.decode().replace("&#x27;", "'")
    person.refresh_from_db()
    assert person.city == "济南"


def test_graduation_before_enrolment_is_refused(client, officer, person):
    data = filled(client, change_url(person)) | {
        "degrees-0-enrolment_year": "2002",
        "degrees-0-graduation_year": "1998",
    }

    response = client.post(change_url(person), data)

    assert "The graduation cannot come before the enrolment." in response.content.decode()
    assert person.degrees.count() == 0


def test_a_college_brings_its_school(client, officer, person):
    college = make_college()

    client.post(change_url(person), filled(client, change_url(person)) | {"degrees-0-college": college.pk})

    assert list(person.degrees.values_list("college", "school")) == [(college.pk, college.school_id)]


def test_rows_are_changed_added_and_removed_in_one_save(client, officer, person):
    kept = make_employment(person, "浪潮", roster_row=make_roster_row(), source=Source.ROSTER)
    gone = make_employment(person, "海尔")
    data = filled(client, change_url(person)) | {
        "employments-0-job_title": "总工", "employments-1-DELETE": "on", "employments-2-employer": "海信",
        "employments-2-started_on": "2010.3",
    }  # fmt: skip

    client.post(change_url(person), data)

    rows = (
        Employment.objects.filter(alumnus=person)
        .order_by("pk")
        .values_list("employer", "job_title", "started_on", "source")
    )
    assert list(rows) == [("浪潮", "总工", "", "staff"), ("海信", "", "2010-03", "staff")]
    kept.refresh_from_db()
    assert kept.roster_row_id is not None
    assert not Employment.objects.filter(pk=gone.pk).exists()


def test_a_verified_contact_says_when(client, officer, person):
    make_contact(person)
    client.post(change_url(person), filled(client, change_url(person)) | {"contacts-0-state": "verified"})

    contact = ContactPoint.objects.get()
    assert (contact.state, contact.verified_at is not None) == ("verified", True)


def test_opening_the_page_with_contacts_is_logged_as_a_reveal(client, officer, person):
    client.get(change_url(person))

    assert list(AccessRecord.objects.values_list("action", "target_id", "by")) == [("reveal", person.pk, officer.pk)]


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_officers_is_told_and_loses_nothing(client, officer, person):
    make_employment(person, "浪潮")
    mine = filled(client, change_url(person)) | {
        "person-notes": "喜欢摄影", "employments-0-job_title": "总工", "employments-1-employer": "海信",
    }  # fmt: skip
    colleague = make_user(name="李老师")
    people.save_person(
        person_id=person.pk, base=snapshot(person.pk, contacts=True), person={"city": "青岛", "tier": "active"},
        rows={"employments": [RowEdit(id=person.employments.get().pk, values={"employer": "浪潮信息"})]}, by=colleague,
    )  # fmt: skip

    response = client.post(change_url(person), mine)

    assert response.status_code == 409
    told = {(each.field, each.old, each.new) for each in response.context["conflict"]}
    assert told == {("city", "济南", "青岛"), ("tier", "Regular", "Active"), ("employer", "浪潮", "浪潮信息")}
    assert "李老师 saved this record at" in response.content.decode()
    person.refresh_from_db()
    assert (person.notes, person.city) == ("", "青岛")

    again = shown_again(response)
    assert client.post(change_url(person), again).status_code == 302

    person.refresh_from_db()
    assert (person.city, person.tier, person.notes) == ("青岛", "active", "喜欢摄影")
    assert sorted(person.employments.values_list("employer", "job_title")) == [("浪潮信息", "总工"), ("海信", "")]


def shown_again(response):
    """The data of a page that was answered with a form."""
    form = response.context["form"]
    data = {"token": form.token}
    for each in (form.person, *(row for block in form.blocks for row in block.rows.forms)):
        for field in each.visible_fields() + each.hidden_fields():
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value not in (None, False):
                data[field.html_name] = field.field.prepare_value(value)
    for block in form.blocks:
        data |= {field.html_name: field.value() for field in block.rows.management_form}
    return data


def test_a_row_that_a_colleague_removed_while_it_was_edited_stays_as_a_new_one(client, officer, person):
    job = make_employment(person, "浪潮")
    mine = filled(client, change_url(person)) | {"employments-0-job_title": "总工"}
    job.delete()

    response = client.post(change_url(person), mine)
    client.post(change_url(person), shown_again(response))

    assert list(person.employments.values_list("employer", "job_title")) == [("浪潮", "总工")]


def test_the_same_form_sent_twice_saves_once(client, officer, person):
    data = filled(client, change_url(person)) | {
        "person-city": "青岛", "employments-0-employer": "海信", "contacts-0-value": "13805315678",
    }  # fmt: skip

    first, second = client.post(change_url(person), data), client.post(change_url(person), data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert (person.employments.count(), person.contacts.count()) == (1, 1)
    assert Alumnus.versions.rel.related_model.objects.filter(pgh_obj_id=person.pk).count() == 1


def test_a_page_of_another_person_or_an_old_one_is_not_saved(client, officer, person):
    other = make_alumnus("李强", city="烟台")
    data = filled(client, change_url(other)) | {"person-city": "威海"}

    stolen = client.post(change_url(person), data)
    forged = client.post(change_url(person), data | {"token": "x:y:z"})

    person.refresh_from_db()
    assert (stolen.status_code, forged.status_code, person.city) == (409, 302, "济南")


def test_fields_that_the_form_does_not_have_cannot_be_set(client, officer, person):
    row = make_roster_row()
    data = filled(client, change_url(person)) | {
        "person-source": "alumnus", "person-roster_row": row.pk, "person-merged_into": make_alumnus().pk,
        "person-field_sources": "{}", "person-archived_at": "2020-01-01", "contacts-0-value": "13805315678",
        "contacts-0-source": "alumnus", "contacts-0-verified_at": "2020-01-01", "contacts-0-alumnus": 1,
    }  # fmt: skip

    client.post(change_url(person), data)

    person.refresh_from_db()
    assert (person.source, person.roster_row, person.merged_into, person.archived_at) == ("roster", None, None, None)
    assert list(person.contacts.values_list("source", "verified_at")) == [("staff", None)]


def test_an_officer_without_contacts_edits_the_rest_and_never_gets_them(client, person):
    """No role has this today; the scope of two roles can make it."""
    from alumni_office.accounts.roles import DEFINITIONS, Permission

    make_contact(person, value="+8613805315678")
    person.birth_date = "1976-09-23"
    person.save()
    client.force_login(make_user(Role.EDITOR))
    definition = DEFINITIONS[Role.EDITOR]
    wider = type(definition)(definition.sentence, definition.permissions | {Permission.ALUMNI_EDIT})
    DEFINITIONS[Role.EDITOR] = wider
    try:
        page = client.get(change_url(person))
        data = filled(client, change_url(person)) | {
            "person-city": "青岛", "person-birth_date": "1999", "contacts-TOTAL_FORMS": "1",
            "contacts-INITIAL_FORMS": "0",
            "contacts-0-kind": "mobile", "contacts-0-value": "13900000000",
        }  # fmt: skip
        client.post(change_url(person), data)
    finally:
        DEFINITIONS[Role.EDITOR] = definition

    person.refresh_from_db()
    assert b"13805315678" not in page.content
    assert b"1976-09" not in page.content
    assert "contacts" not in page.context["form"].base
    assert (person.city, person.birth_date, person.contacts.count()) == ("青岛", "1976-09-23", 1)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_one_saves_and_one_is_told():
    person = make_alumnus(city="济南")
    base = snapshot(person.pk, contacts=True)
    officers = [make_user(), make_user()]

    def save(by, city):
        people.save_person(person_id=person.pk, base=base, person={"city": city}, rows={}, by=by)

    saves = [partial(save, *each) for each in zip(officers, ("青岛", "烟台"), strict=True)]
    for _round in range(5):
        Alumnus.objects.update(city="济南")
        ends = at_once(*saves, expected=people.Conflict)
        assert sum(isinstance(end, people.Conflict) for end in ends) == 1


def test_a_person_is_entered_with_everything_at_once(client, officer):
    url = reverse("admin:alumni_alumnus_add")
    college = make_college()
    data = filled(client, url) | {
        "person-name": "葉國華", "degrees-0-college": college.pk, "degrees-0-graduation_year": "2002",
        "contacts-0-value": "13805315678", "employments-0-employer": "海信",
    }  # fmt: skip

    response = client.post(url, data)

    person = Alumnus.objects.get()
    assert response["location"] == reverse("admin:alumni_alumnus_detail", args=[person.pk])
    assert (person.name, person.source, person.entered_by) == ("叶国华", "staff", officer)
    assert (person.degrees.get().college, person.contacts.get().value) == (college, "+8613805315678")


def test_entering_a_person_twice_makes_one(client, officer):
    url = reverse("admin:alumni_alumnus_add")
    data = filled(client, url) | {"person-name": "王伟", "contacts-0-value": "13805315678"}

    first, second = client.post(url, data), client.post(url, data)

    assert first["location"] == second["location"]
    assert (Alumnus.objects.count(), ContactPoint.objects.count()) == (1, 1)


def test_a_college_officer_enters_people_of_the_own_college_only(client):
    own, other = make_college("数学学院"), make_college("文学院")
    client.force_login(make_user(Role.COLLEGE_OFFICER, college=own))
    url = reverse("admin:alumni_alumnus_add")
    data = filled(client, url) | {"person-name": "王伟"}

    refused = client.post(url, data | {"degrees-0-college": other.pk})
    taken = client.post(url, data | {"degrees-0-college": own.pk})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert list(Degree.objects.values_list("college", flat=True)) == [own.pk]


def test_a_college_officer_cannot_push_a_person_out_of_the_own_college(client, person):
    own = make_college("数学学院")
    make_degree(person, college=own)
    client.force_login(make_user(Role.COLLEGE_OFFICER, college=own))

    response = client.post(change_url(person), filled(client, change_url(person)) | {"degrees-0-DELETE": "on"})

    assert response.status_code == 422
    assert person.degrees.count() == 1


@pytest.mark.parametrize("name", ["change", "interaction", "consent", "tag", "untag", "archive", "restore", "reveal"])
@pytest.mark.parametrize("role", [Role.COLLEGE_OFFICER, Role.EDITOR])
def test_strangers_to_the_person_do_nothing(client, person, name, role):
    """Another college's officer finds nothing; one who may only look is forbidden."""
    college = make_college("文学院") if role == Role.COLLEGE_OFFICER else None
    client.force_login(make_user(role, college=college))
    data = {"kind": "call", "happened_on": "2026-01-01", "purpose": "contact", "channel": "any", "given": "yes",
            "tag": "x", "reason": "because"}  # fmt: skip
    before = snapshot(person.pk, contacts=True)

    response = client.post(reverse(f"admin:alumni_alumnus_{name}", args=[person.pk]), data)

    assert response.status_code == (404 if role == Role.COLLEGE_OFFICER else 403)
    assert snapshot(person.pk, contacts=True) == before
    assert (Consent.objects.count(), AccessRecord.objects.count(), person.taggings.count()) == (0, 0, 0)


def test_archiving_hides_and_restoring_brings_back(client, officer, person):
    detail = reverse("admin:alumni_alumnus_detail", args=[person.pk])

    client.post(reverse("admin:alumni_alumnus_archive", args=[person.pk]), {"reason": "重复登记，无法核实"})
    hidden = client.get(detail)
    listed = client.get(reverse("admin:alumni_alumnus_archived"))
    client.post(reverse("admin:alumni_alumnus_restore", args=[person.pk]))

    assert hidden.status_code == 404
    assert "重复登记，无法核实" in listed.content.decode()
    assert client.get(detail).status_code == 200
    person.refresh_from_db()
    assert person.archived_at is None


def test_archiving_needs_a_reason(client, officer, person):
    response = client.post(reverse("admin:alumni_alumnus_archive", args=[person.pk]), {"reason": " "})

    person.refresh_from_db()
    assert (response.status_code, person.archived_at) == (422, None)


def test_a_contact_made_is_recorded_once_and_moves_the_last_contact(client, officer, person):
    url = reverse("admin:alumni_alumnus_interaction", args=[person.pk])
    data = {"kind": "visit", "happened_on": "2026-05-04", "summary": "谈及捐书"}

    client.post(url, data)
    client.post(url, data)
    client.post(url, data | {"happened_on": "2026-01-01"})

    person.refresh_from_db()
    assert Interaction.objects.count() == 2
    assert person.last_contact_on == date(2026, 5, 4)
    assert Interaction.objects.values_list("entered_by", flat=True).distinct().get() == officer.pk


def test_removing_a_contact_made_moves_the_last_contact_back(client, officer, person):
    for day in (date(2026, 1, 1), date(2026, 5, 4)):
        people.record_interaction(person_id=person.pk, kind="call", happened_on=day, summary="", by=officer)
    data = filled(client, change_url(person)) | {"interactions-1-DELETE": "on"}

    client.post(change_url(person), data)

    person.refresh_from_db()
    assert person.last_contact_on == date(2026, 1, 1)


def test_answers_about_consent_are_appended_never_changed(client, officer, person):
    url = reverse("admin:alumni_alumnus_consent", args=[person.pk])
    data = {"purpose": "contact", "channel": "email", "given": "yes", "wording": "电话中"}

    for given in ("yes", "yes", "no"):
        client.post(url, data | {"given": given})

    rows = Consent.objects.order_by("pk").values_list("given", "channel", "source", "by")
    assert list(rows) == [(True, "email", "staff", officer.pk), (False, "email", "staff", officer.pk)]


def test_the_database_refuses_what_the_form_would():
    person = make_alumnus()
    with pytest.raises(IntegrityError, match="contactpoint_phone_e164"):
        make_contact(person, value="13805315678")


def test_get_changes_nothing(client, officer, person):
    make_roster_row(outcome=RosterRow.Outcome.AMBIGUOUS, candidates=[{"pk": person.pk}])
    before = snapshot(person.pk, contacts=True), Alumnus.objects.count(), RosterRow.objects.values().get()

    for name in ("detail", "change", "archive"):
        client.get(reverse(f"admin:alumni_alumnus_{name}", args=[person.pk]))
    for name in ("add", "archived"):
        client.get(reverse(f"admin:alumni_alumnus_{name}"))

    assert (snapshot(person.pk, contacts=True), Alumnus.objects.count(), RosterRow.objects.values().get()) == before
