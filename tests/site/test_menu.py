import re

import pytest
from django.urls import reverse
from django.utils import translation

from alumni_office.accounts.roles import Permission, Role
from alumni_office.ui import menu
from tests.factories import make_college, make_user

pytestmark = pytest.mark.django_db

EVERYONE = {"admin:index", "admin:jobs_job_changelist"}
FINDS = {
    "admin:alumni_alumnus_changelist",
    "admin:alumni_savedsearch_changelist",
    "admin:alumni_personlist_changelist",
    "admin:alumni_liaison_changelist",
}
KEEPS = {
    "admin:alumni_roster_changelist",
    "admin:alumni_duplicatecandidate_changelist",
    "admin:alumni_verification_changelist",
    "admin:alumni_changerequest_changelist",
    "admin:alumni_tag_changelist",
}
SCHOOLS = {"admin:alumni_college_changelist"}
RIGHTS = {"admin:alumni_datarequest_changelist", "admin:alumni_personalmessage_changelist"}
PUBLISHES = {
    "admin:publications_issue_changelist",
    "admin:publications_article_changelist",
    "admin:publications_suggestion_changelist",
    "admin:publications_periodical_changelist",
}
CHAPTERS = {
    "admin:chapters_overview",
    "admin:chapters_chapter_changelist",
    "admin:chapters_membership_changelist",
    "admin:chapters_duty_changelist",
    "admin:chapters_councilchange_changelist",
    "admin:chapters_term_changelist",
    "admin:chapters_congress_changelist",
}
DECIDES_CHAPTERS = {"admin:chapters_application_changelist"}
EVENTS = {
    "admin:events_event_changelist",
    "admin:events_registration_changelist",
    "admin:events_checkin_changelist",
    "admin:events_classreunion_changelist",
    "admin:events_radar",
    "admin:events_series_changelist",
    "admin:events_modelcase_changelist",
    "admin:events_place_changelist",
}
MAILS = {"admin:publications_mailing_changelist", "admin:publications_bounce_changelist"}
SENDS = {"admin:publications_distribution_changelist", "admin:publications_suppression_changelist"}
ASKS = {"admin:events_consultation_changelist"}
PROGRAMMES = {"admin:events_programme_changelist", "admin:events_programme_volunteers"}
DONORS = {
    "admin:donations_donor_changelist",
    "admin:donations_fund_changelist",
    "admin:donations_campaign_changelist",
    "admin:donations_organisation_changelist",
    "admin:donations_gift_changelist",
    "admin:donations_agreement_changelist",
    "admin:donations_goal_changelist",
    "admin:donations_gift_reports",
    "admin:donations_pledge_changelist",
    "admin:donations_receipt_changelist",
    "admin:donations_thanks_changelist",
    "admin:donations_wallword_changelist",
    "admin:donations_namingright_changelist",
}
ENTERS_GIFTS = {
    "admin:donations_tier_changelist",
    "admin:donations_bankstatement_changelist",
    "admin:donations_announcedgift_changelist",
}
NEEDS = {
    "admin:donations_need_changelist",
    "admin:donations_needcase_changelist",
    "admin:donations_standingoffer_changelist",
    "admin:donations_department_outcomes",
    "admin:donations_department_changelist",
}
CLUB = {"admin:donations_opportunity_changelist", "admin:donations_clubmembership_changelist"}
POSTS_GIFTS = {"admin:donations_closing_changelist", "admin:donations_issuer_changelist"}
GRANTS = {"admin:accounts_user_changelist"}
LOG = {"admin:history_accessrecord_changelist", "admin:accounts_rolegrant_roles", "admin:mail_message_changelist"}
OFFICE = EVERYONE.union(
    EVENTS,
    ASKS,
    PROGRAMMES,
    FINDS,
    KEEPS,
    RIGHTS,
    SCHOOLS,
    PUBLISHES,
    CHAPTERS,
    DECIDES_CHAPTERS,
    MAILS,
    SENDS,
    DONORS,
    ENTERS_GIFTS,
    NEEDS,
    CLUB,
)


def entries_for(user):
    return {entry.url_name for section in menu.sections_for(user) for entry in section.entries}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.HEAD, OFFICE | GRANTS | LOG | POSTS_GIFTS),
        (Role.STAFF, OFFICE),
        (Role.FINANCE, EVERYONE | FINDS | DONORS | ENTERS_GIFTS | POSTS_GIFTS),
        (Role.EDITOR, EVERYONE | FINDS | PUBLISHES | CHAPTERS | MAILS),
        (Role.AUDITOR, EVERYONE | EVENTS | FINDS | LOG | CHAPTERS | DONORS),
        (None, EVERYONE),
    ],
)
def test_menu_shows_what_a_role_may_use(role, expected):
    assert entries_for(make_user(role)) == expected


def test_menu_of_a_college_officer_has_the_college_work_only():
    officer = make_user(Role.COLLEGE_OFFICER, college=make_college())
    assert entries_for(officer) == EVERYONE | EVENTS | FINDS | KEEPS | CHAPTERS | DONORS | NEEDS


def test_every_entry_of_the_menu_leads_to_a_page(client):
    head = make_user(Role.HEAD)
    client.force_login(head)
    answers = {
        entry.url_name: client.get(entry.url).status_code
        for section in menu.sections_for(head)
        for entry in section.entries
    }
    assert answers == dict.fromkeys(entries_for(head), 200)


def test_menu_marks_the_page_one_is_on(client):
    client.force_login(make_user(Role.HEAD))
    page = client.get(reverse("admin:accounts_user_add")).content.decode()
    current = re.findall(r'<a href="([^"]+)" aria-current="page">', page)
    assert current == [reverse("admin:accounts_user_changelist")]


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("admin:donations_batch_add", "admin:donations_gift_changelist"),
        ("admin:donations_bankaccount_add", "admin:donations_bankstatement_changelist"),
        ("admin:donations_receipt_due", "admin:donations_receipt_changelist"),
    ],
)
def test_menu_marks_the_line_from_which_a_list_without_a_line_is_reached(client, name, marked):
    client.force_login(make_user(Role.HEAD))
    page = client.get(reverse(name)).content.decode()
    current = re.findall(r'<a href="([^"]+)" aria-current="page"><svg', page)
    assert current == [reverse(marked)]


def test_lists_without_a_line_are_linked_where_the_menu_marks_them(client):
    head = make_user(Role.HEAD)
    client.force_login(head)
    missing = [
        part
        for section in menu.sections_for(head)
        for entry in section.entries
        for part in entry.parts
        if f'href="{reverse(part)}"' not in client.get(entry.url).content.decode()
    ]
    assert missing == []


def test_no_section_of_the_menu_is_longer_than_an_eye_takes_in():
    with translation.override("en"):
        lengths = {str(section.title): len(section.entries) for section in menu.sections_for(make_user(Role.HEAD))}
    assert max(lengths.values()) <= 13
    assert [lengths[title] for title in ("Giving", "Receipts and thanks", "Funds and set-up")] == [8, 4, 6]


def test_an_app_that_comes_later_adds_its_own_section(monkeypatch):
    monkeypatch.setattr(menu, "entries", list(menu.entries))
    monkeypatch.setattr(menu, "SECTIONS", dict(menu.SECTIONS))
    menu.add_section("later", "以后", order=menu.SECTIONS["alumni"][0] + 1)
    menu.add(
        menu.MenuEntry("捐赠项目", "admin:index", Permission.ALUMNI_VIEW, section="later"),
        menu.MenuEntry("只给主任", "admin:index", Permission.GRANT_EDIT, section="later"),
    )

    sections = menu.sections_for(make_user(Role.STAFF))

    titles = [str(section.title) for section in sections]
    assert titles.index("以后") == titles.index(str(menu.SECTIONS["alumni"][1])) + 1
    assert [e.label for s in sections if s.title == "以后" for e in s.entries] == ["捐赠项目"]


def test_menu_costs_one_query_for_the_grants(django_assert_num_queries):
    user = make_user(Role.HEAD)
    with django_assert_num_queries(1):
        menu.sections_for(user)


def test_search_box_is_there_for_those_who_may_find(client):
    client.force_login(make_user(Role.EDITOR))
    page = client.get(reverse("admin:index")).content.decode()
    assert f'action="{reverse("admin:alumni_alumnus_changelist")}" method="get" role="search"' in page
    assert 'name="words"' in page

    client.force_login(make_user(None))
    assert 'name="words"' not in client.get(reverse("admin:index")).content.decode()
