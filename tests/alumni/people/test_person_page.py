"""One page says everything that is known, to those who may know it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from alumni.models import (
    AlumnusTag,
    Consent,
    ContactPoint,
    DuplicateCandidate,
    Honour,
    Interaction,
    Merge,
    PersonList,
    PersonListEntry,
    RosterRow,
    Source,
    Succession,
    Tag,
)
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_employment,
    make_roster_row,
    make_school,
    make_user,
)

pytestmark = pytest.mark.django_db
PHONE, EMAIL, ADDRESS = "+8613805315678", "unique.canary@example.com", "济南市山大南路27号"


def detail_url(person):
    return reverse("admin:alumni_alumnus_detail", args=[person.pk])


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def person():
    person = make_alumnus("单国强", name_as_written="單國強", latin_name="Shan Guoqiang", former_names=["单小强"],
                          birth_date="1976-09-23", city="济南", country="CN", province="37")  # fmt: skip
    make_degree(person, school=make_school(), college=make_college(), major="计算机软件", level="bachelor",
                enrolment_year=1998, graduation_year=2002, class_name="软件98.2班", student_no="199800123")  # fmt: skip
    make_contact(person, value=PHONE)
    make_contact(person, kind="email", value=EMAIL)
    make_contact(person, kind="address", value=ADDRESS, postcode="250100")
    return person


def see(client, person, role=Role.STAFF, **grant):
    client.force_login(make_user(role, **grant))
    return client.get(detail_url(person), headers={"accept-language": "en"})


def test_the_name_stands_with_its_readings_and_other_forms(client, person):
    text = text_of(see(client, person))

    assert "单国强" in text
    assert "shan guo qiang" in text  # the surname reading, not dan
    assert "單國強" in text
    assert "Shan Guoqiang" in text
    assert "单小强" in text


def test_the_school_line_is_that_of_the_diploma_and_names_todays_college(client, person):
    old = person.degrees.get().college
    new = make_college("人工智能学院")
    Succession.objects.create(predecessor=old, successor=new, kind="renamed")

    response = see(client, person)

    degree = response.context["record"].degrees[0]
    assert (degree.college, degree.today) == (old, "人工智能学院")
    assert "today 人工智能学院" in text_of(response)


def test_a_school_that_became_part_of_another_names_it(client):
    person = make_alumnus()
    old = make_school("山东工业大学", successor=make_school("山东大学"), closed_on=date(2000, 7, 22))
    make_degree(person, school=old, graduation_year=1987)

    assert see(client, person).context["record"].degrees[0].today == "山东大学"


def test_contacts_are_masked_until_they_are_asked_for(client, person):
    html = see(client, person).content.decode()

    assert "138****5678" in html
    assert "u***@…" in html
    assert "济南市***" in html
    assert "1976-**-**" in html
    for value in (PHONE, "13805315678", EMAIL, ADDRESS, "250100", "1976-09-23"):
        assert value not in html


def test_showing_contacts_is_a_post_and_leaves_a_row_in_the_access_log(client, person):
    user = make_user()
    client.force_login(user)
    url = reverse("admin:alumni_alumnus_reveal", args=[person.pk])

    assert client.get(url).status_code == 405
    html = client.post(url).content.decode()

    assert "13805315678" in html
    assert EMAIL in html
    assert f"{ADDRESS} 250100" in html
    assert "1976-09-23" in html
    assert list(AccessRecord.objects.values_list("action", "target", "target_id", "by")) == [
        ("reveal", "alumni.alumnus", person.pk, user.pk)
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VOLUNTEER_COORDINATOR, Role.AUDITOR])
def test_roles_without_contacts_never_get_them(client, person, role):
    person.contacts.filter(kind="mobile").update(value="+8613900001111")  # the history holds the old one

    response = see(client, person, role)
    revealed = client.post(reverse("admin:alumni_alumnus_reveal", args=[person.pk]))

    html = response.content.decode()
    assert response.status_code == 200
    assert revealed.status_code == 403
    for value in ("138****5678", "5678", "1111", "u***", "济南市", "1976", EMAIL, ADDRESS):
        assert value not in html
    assert AccessRecord.objects.filter(action="reveal").count() == 0


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.HEAD, True), (Role.STAFF, True), (Role.FINANCE, True), (Role.EDITOR, False),
     (Role.VOLUNTEER_COORDINATOR, False), (Role.AUDITOR, False)],
)  # fmt: skip
def test_who_sees_telephones(client, person, role, sees):
    see(client, person, role)
    response = client.post(reverse("admin:alumni_alumnus_reveal", args=[person.pk]))

    assert (response.status_code, b"13805315678" in response.content) == ((200, True) if sees else (403, False))


def test_contacts_follow_the_college_where_only_an_officer_sees_them(client, person):
    """An editor for all who is also officer of one college sees the contacts of that college only."""
    from alumni_office.accounts.models import RoleGrant

    editor = make_user(Role.EDITOR)
    RoleGrant.objects.create(user=editor, role=Role.COLLEGE_OFFICER, college=make_college("文学院"))
    client.force_login(editor)

    html = client.get(detail_url(person)).content.decode()

    assert "138****" not in html
    assert client.post(reverse("admin:alumni_alumnus_reveal", args=[person.pk])).status_code == 403
    make_degree(person, college=make_college("文学院"))
    assert "138****5678" in client.get(detail_url(person)).content.decode()


def test_each_look_leaves_one_row(client, person):
    user = make_user()
    client.force_login(user)

    client.get(detail_url(person))
    client.get(detail_url(person), headers={"hx-request": "true"})

    rows = AccessRecord.objects.values_list("action", "target", "target_id", "by", "count")
    assert list(rows) == [("view", "alumni.alumnus", person.pk, user.pk, 1)] * 2


def test_nothing_is_shown_when_the_look_cannot_be_logged(client, person, monkeypatch):
    client.force_login(make_user())

    def full_disk(**kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("alumni.admin.person.record_access", full_disk)
    with pytest.raises(OSError, match="No space"):
        client.get(detail_url(person))


def test_out_of_scope_is_not_found(client, person):
    response = see(client, person, Role.COLLEGE_OFFICER, college=make_college("文学院"))

    assert response.status_code == 404
    assert AccessRecord.objects.count() == 0


def test_an_officer_sees_the_graduates_of_a_predecessor_college(client, person):
    today = make_college("数据学院")
    Succession.objects.create(predecessor=person.degrees.get().college, successor=today, kind="merged")

    assert see(client, person, Role.COLLEGE_OFFICER, college=today).status_code == 200


def test_finance_may_look_but_not_edit_and_nobody_without_a_role_may_look(client, person):
    assert (
        reverse("admin:alumni_alumnus_change", args=[person.pk])
        not in see(client, person, Role.FINANCE).content.decode()
    )
    assert client.get(reverse("admin:alumni_alumnus_change", args=[person.pk])).status_code == 403
    assert see(client, person, None).status_code == 403


def test_a_merged_record_leads_to_the_one_that_was_kept(client, person):
    kept = make_alumnus("单国强")
    middle = make_alumnus("单国强", merged_into=kept)
    person.merged_into = middle
    person.save()

    response = see(client, person)

    assert (response.status_code, response["location"]) == (302, detail_url(kept))


def test_a_merged_record_does_not_lead_out_of_scope(client, person):
    officer_college = person.degrees.get().college
    kept = make_alumnus("单国强")
    person.merged_into = kept
    person.save()

    assert see(client, person, Role.COLLEGE_OFFICER, college=officer_college).status_code == 404


def test_the_sheet_of_the_search_list_is_the_same_partial(client, person):
    client.force_login(make_user())

    sheet = client.get(detail_url(person), headers={"hx-request": "true", "hx-target": "sheet"}).content.decode()

    assert sheet.strip().startswith('<article class="person in-sheet" id="person"')
    assert "<html" not in sheet
    assert "138****5678" in sheet


def test_what_waits_for_a_decision_stands_on_top(client, person):
    twin = make_alumnus("单国强")
    low, high = sorted([person, twin], key=lambda each: each.pk)
    DuplicateCandidate.objects.create(low=low, high=high, score=93)
    both, ambiguous = [{"pk": person.pk}, {"pk": twin.pk}], RosterRow.Outcome.AMBIGUOUS
    row = make_roster_row(number=7, outcome=ambiguous, candidates=both)
    make_roster_row("别的.xlsx", outcome=ambiguous, candidates=[{"pk": twin.pk}])
    make_roster_row("已决.xlsx", outcome=ambiguous, candidates=[{"pk": person.pk}], decision=person.pk)

    due = see(client, person).context["record"].due

    assert [entry.text for entry in due] == [
        "May be the same person as 单国强 (93 of 100).",
        "Row 7 of 数学学院.xlsx may be about this person.",
    ]
    assert (due[0].duplicate_id, due[1].roster_id) == (DuplicateCandidate.objects.get().pk, row.roster_id)


def test_a_duplicate_out_of_scope_is_not_named(client, person):
    twin = make_alumnus("秘密人")
    low, high = sorted([person, twin], key=lambda each: each.pk)
    DuplicateCandidate.objects.create(low=low, high=high, score=93)

    response = see(client, person, Role.COLLEGE_OFFICER, college=person.degrees.get().college)

    assert response.context["record"].due == []
    assert "秘密人" not in response.content.decode()


def test_panels_show_degrees_career_honours_tags_consents_and_lists(client, person):
    make_employment(person, "浪潮集团", job_title="总工程师")
    Honour.objects.create(alumnus=person, title="杰出校友", year=2015)
    AlumnusTag.objects.create(alumnus=person, tag=Tag.objects.create(name="返校日2026"))
    Consent.objects.create(alumnus=person, purpose="contact", given=True)
    Consent.objects.create(alumnus=person, purpose="contact", given=False)
    Interaction.objects.create(alumnus=person, kind="visit", happened_on=date(2026, 5, 4), summary="谈及捐赠图书")
    user = make_user()
    mine = PersonList.objects.create(name="走访名单", owner=user)
    PersonListEntry.objects.create(list=mine, alumnus=person)
    PersonListEntry.objects.create(list=PersonList.objects.create(name="别人的", owner=make_user()), alumnus=person)
    client.force_login(user)

    response = client.get(detail_url(person), headers={"accept-language": "en"})
    record, text = response.context["record"], text_of(response)

    for words in (
        "计算机软件",
        "软件98.2班",
        "199800123",
        "浪潮集团",
        "总工程师",
        "杰出校友",
        "返校日2026",
        "谈及捐赠图书",
        "走访名单",
    ):
        assert words in text
    assert [(consent.purpose, consent.given) for consent in record.consents] == [("contact", False)]
    assert "别人的" not in text


def test_each_value_says_where_it_comes_from(client, person):
    row = make_roster_row("医学院.csv", number=12)
    officer = make_user(name="王主任")
    person.source, person.roster_row = Source.ROSTER, row
    person.field_sources = {"city": {"source": "staff", "by": officer.pk, "at": "2026-03-04T05:06:07+00:00"}}
    person.save()
    person.contacts.filter(kind="email").update(source=Source.ALUMNUS)

    record = see(client, person).context["record"]

    origins = {fact.label: fact.origin.text for fact in record.all_facts}
    assert origins["Name"] == "医学院.csv, sheet Sheet1, row 12"
    assert origins["Place"] == "Office · 王主任"
    assert {line.point.kind: line.origin.text for line in record.contacts} == {
        "mobile": "Office", "email": "The alumnus", "address": "Office"
    }  # fmt: skip


def test_a_bad_number_is_shown_as_such_and_not_offered(client, person):
    person.contacts.filter(kind="mobile").update(state=ContactPoint.State.BAD)

    record = see(client, person).context["record"]

    assert [line.point.kind for line in record.reaches] == ["address", "email"]
    assert {line.point.kind for line in record.contacts} == {"address", "email", "mobile"}


def test_the_timeline_tells_imports_contacts_edits_and_merges(client, person):
    other = make_alumnus()
    row = make_roster_row(outcome="updated", alumnus=person, applied_at="2026-02-01T00:00:00Z")
    Interaction.objects.create(alumnus=person, kind="call", happened_on=date(2026, 5, 4))
    person.city = "青岛"
    person.save()
    Merge.objects.create(kept=person, dropped=other, by=make_user())

    timeline = see(client, person).context["record"].timeline

    assert {entry.kind for entry in timeline} == {"import", "contact", "edit", "merge"}
    assert [entry.at for entry in timeline] == sorted((entry.at for entry in timeline), reverse=True)
    assert next(entry.text for entry in timeline if entry.kind == "import") == f"{row.roster.filename}, row 2"
    changed = [(change.field, change.old, change.new) for entry in timeline for change in entry.changes]
    assert ("city", "济南", "青岛") in changed


@pytest.mark.parametrize("n", [1, 5])
def test_the_number_of_queries_does_not_grow(client, person, django_assert_num_queries, n):
    user = make_user()
    for number in range(n):
        make_degree(person, college=make_college(f"第{number}学院"), graduation_year=2000 + number)
        make_employment(person, f"公司{number}")
        make_contact(person, kind="qq", value=f"1000{number}")
        Honour.objects.create(alumnus=person, title=f"荣誉{number}")
        AlumnusTag.objects.create(alumnus=person, tag=Tag.objects.create(name=f"标签{number}"), entered_by=user)
        Interaction.objects.create(alumnus=person, kind="call", happened_on=date(2026, 1, 1 + number), entered_by=user)
        Consent.objects.create(alumnus=person, purpose="contact", given=bool(number % 2))
        person.city = f"城{number}"
        person.save()
        make_roster_row(f"{number}.csv", number=2, alumnus=person, applied_at="2026-02-01T00:00:00Z")
        twin = make_alumnus()
        DuplicateCandidate.objects.create(low=person, high=twin, score=90)
        Merge.objects.create(kept=person, dropped=make_alumnus(), by=user)
    client.force_login(user)

    with django_assert_num_queries(46):
        client.get(detail_url(person))
