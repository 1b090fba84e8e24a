"""The key of a row that is somebody else's, put wherever a form or an address takes a key: nothing happens, nothing
is shown."""

import ast
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone

from alumni.forms.record import RecordForm
from alumni.queries import person as people
from alumni.queries.search.filters import FILTERS
from publications.forms.audience import CircleField

from .asking import ask, words_read
from .rows import changed, fingerprints
from .test_canaries import FORBIDDEN
from .walk import said

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
APPS = ("alumni_office", "alumni", "chapters", "events", "donations", "publications")

# Where a page takes a key of its own accord: (who, address, {argument: kind of our row}, what is sent), with {kind}
# for the key of their row and [kind] for the key of ours.
KEY, TODAY = str(uuid.uuid4()), timezone.localdate().isoformat()
EXPORT = {"columns": "name", "file_format": "xlsx", "reason": "年会邀请", "key": KEY}
PARCELS = {"title": "专刊", "printed": "9", "key": KEY}
IN_A_WEEK = f"{timezone.localtime() + timedelta(days=7):%Y-%m-%dT%H:%M}"
ASKED = {"title": "问", "why": "问", "promise": "named", "closes_at": IN_A_WEEK, "key": KEY}
NEED = {"kind": "job", "title": "岗位", "text": "岗位", "audience": "all", "expires_on": TODAY, "key": KEY}
POSTS = {
    "ids": [
        ("officer", "admin:alumni_alumnus_act", {}, {"action": "tag", "ids": "{person}", "to_tag": "新标签"}),
        ("officer", "admin:alumni_alumnus_act", {}, {"action": "untag", "ids": "{person}", "to_tag": "{tag}"}),
        ("officer", "admin:alumni_alumnus_act", {}, {"action": "list", "ids": "{person}", "new_list": "新名单"}),
        ("officer", "admin:alumni_alumnus_export", {}, {"ids": "{person}", **EXPORT}),
        ("volunteers", "admin:alumni_alumnus_act", {}, {"action": "tag", "ids": "{person}", "to_tag": "新标签"}),
    ],
    "all": [("officer", "admin:alumni_alumnus_act", {},
             {"action": "tag", "all": "1", "list": "{list}", "to_tag": "新标签"})],
    "to_list": [("officer", "admin:alumni_alumnus_act", {},
                 {"action": "list", "ids": "[person]", "to_list": "{list}"})],
    "person": [("officer", "admin:alumni_verification_accept", {"pk": "claim"}, {"person": "{person}"}),
               ("officer", "admin:alumni_verification_accept", {"pk": "claim"}, {"person": "{lost}"}),
               ("officer", "admin:events_programme_target_choose", {"pk": "team"}, {"person": "{person}"}),
               ("officer", "admin:chapters_congress_name", {"pk": "delegation"}, {"person": "{lost}"}),
               ("chapter officer", "chapters:my-congress-name", {"pk": "chapter"}, {"person": "{person}"}),
               ("chapter officer", "chapters:my-office-fill", {"pk": "chapter"},
                {"person": "{person}", "seat": "member", "from_on": TODAY}),
               ("chapter officer", "chapters:council-people", {"pk": "chapter"},
                {"person": "{person}", "seat": "member", "votes": "5"}),
               ("editor", "admin:publications_mailing_test", {"pk": "draft_mailing"},
                {"to": "a@example.com", "person": "{person}"})],
    "seat": [("chapter officer", "chapters:my-office-fill", {"pk": "chapter"},
              {"person": "[person]", "seat": "post-{post}", "from_on": TODAY})],
    "known": [("alumnus", "chapters:application-council", {"pk": "founding"},
               {"known": "{person}", "seat": "president"})],
    "chapter": [("officer", "admin:chapters_overview_remind", {},
                 {"what": "report", "chapter": "{college_chapter}", "key": KEY})],
    "ticket": [("alumnus", "events:register", {"pk": "reg_other"}, {"ticket": "{reg_ticket}", "key": KEY}),
               ("officer", "admin:events_event_invites", {"pk": "planned_event"},
                {"label": "媒体", "ticket": "{event_ticket}", "key": KEY})],
    "sessions": [("alumnus", "events:register", {"pk": "reg_other"}, {"sessions": "{reg_session}", "key": KEY})],
    "event": [("officer", "admin:events_registration_add", {"pk": "reg_event"},
               {"name": "来宾", "key": KEY, "ticket": "{reg_ticket}"})],
    "section": [("editor", "admin:publications_article_change", {"pk": "draft_article"},
                 {"title": "新", "section": "{section}", "version": "1"})],
    "people": [("editor", "admin:publications_article_picture", {"pk": "draft_photo"},
                {"alternative": "图", "credit": "校友办", "place": "0", "people": "{portrayed}"}),
               ("alumnus", "events:reunion-invite", {"pk": "reunion"}, {"people": "{person}"}),
               ("alumnus", "events:reunion-invite", {"pk": "reunion"}, {"people": "{friend}"})],
    "session": [("officer", "admin:events_event_materials", {"pk": "planned_event"},
                 {"title": "新", "session": "{event_session}", "key": KEY})],
    "host": [("officer", "admin:events_event_add", {},
              {"kind": "lecture", "host": "college:{college}", "title": "新", "time_zone": "Asia/Shanghai",
               "starts_at": "2099-01-01T10:00", "ends_at": "2099-01-01T12:00", "key": KEY})],
    "lists": [("staff", "admin:publications_distribution_add", {}, {**PARCELS, "lists": "{list}"}),
              ("editor", "admin:publications_mailing_readers", {"pk": "draft_mailing"}, {"lists": "{list}"})],
    "searches": [("staff", "admin:publications_distribution_add", {}, {**PARCELS, "searches": "{search}"}),
                 ("editor", "admin:publications_mailing_readers", {"pk": "draft_mailing"}, {"searches": "{search}"})],
    "list": [("staff", "admin:events_consultation_add", {}, {**ASKED, "circle": "list", "list": "{list}"})],
    "search": [("staff", "admin:events_consultation_add", {}, {**ASKED, "circle": "search", "search": "{search}"})],
    "question": [("staff", "admin:events_consultation_question_remove",
                  {"pk": "consultation", "question": "their_question"}, {})],
    "also": [("officer", "admin:alumni_verification_accept", {"pk": "claim"},
              {"person": "[lost]", "also": "{person}"})],
    "degree": [("officer", "admin:alumni_liaison_appoint", {"pk": "person"}, {"degree": "{degree}", "agreed": "on"})],
    "department": [("officer", "admin:donations_need_add", {}, {**NEED, "department": "{department}"})],
    "fund": [("officer", "admin:donations_need_add", {},
              {**NEED, "kind": "money", "department": "[department]", "fund": "{fund}"})],
    "organisation": [("alumnus", "donations:offer-add", {},
                      {"kind": "job", "text": "岗", "organisation": "{organisation}", "key": KEY}),
                     ("alumnus", "donations:club-apply", {},
                      {"tier": "[club_tier]", "organisation": "{club_company}", "key": KEY})],
    "contact": [("head", "admin:donations_department_add", {},
                 {"name": "新部门", "college": "[college]", "contact": "{officer}", "key": KEY})],
    "assignee": [("officer", "admin:donations_needcase_step_add", {"pk": "case"},
                  {"what": "打电话", "due_on": TODAY, "assignee": "{officer}", "key": KEY})],
    "owner": [("officer", "admin:donations_needcase_follow", {"pk": "case"}, {"owner": "{officer}"})],
    "keep": [("officer", "admin:alumni_merge_create", {"one": "lost", "other": "twin"}, {"keep": "{lost}"})],
    "donor": [("officer", "admin:donations_bankstatement_line_pick", {"pk": "bank_line"},
               {"donor": "{money_donor}", "version": "1"})],
    "pledge": [("officer", "admin:donations_bankstatement_line_pick", {"pk": "bank_line"},
                {"pledge": "{pledge}", "version": "1"})],
    "gift": [("officer", "admin:donations_pledge_match", {"pk": "pledge"}, {"gift": "[money_gift]"}),
             ("staff", "admin:donations_pledge_match", {"pk": "pledge"}, {"gift": "{money_gift}"})],
    "college": [("officer", "admin:alumni_roster_add", {}, {"college": "{college}"})],
    "email": [("officer", "admin:alumni_alumnus_link", {"pk": "person"}, {"email": "{email}"})],
    "target": [("unverified", "alumni:claim-code", {}, {"target": "{email}"})],
    "user_pk": [("officer", "admin:accounts_user_look", {"pk": "user"}, {"user_pk": "{user}", "reason": "看看"}),
                ("head", "admin:accounts_user_look", {"pk": "user"}, {"user_pk": "{user}", "reason": "看看"})],
    "taker": [("officer", "admin:accounts_rolegrant_end", {"pk": "grant"}, {"taker": "{officer}"})],
    "row": [("officer", "admin:alumni_roster_choices", {"pk": "roster"}, {"row-{row}": "{person}"}),
            ("officer", "admin:alumni_roster_choices", {"pk": "roster"}, {"row-[row]": "{person}"})],
    "to_tag": [("officer", "admin:alumni_alumnus_act", {}, {"action": "untag", "ids": "{person}", "to_tag": "[tag]"})],
}  # fmt: skip
# What is tried in a test of its own below, or is tried with another name here.
ELSEWHERE = {
    "owner": "colleagues, for who keeps the club",
    "id": "rows of a record", "ended": "contacts behind a link",
    "chapters": "as lists and searches", "without_lists": "as lists", "without_searches": "as searches",
    "without_chapters": "as lists", "agreement": "pledges of another donor (donations/money/test_pages.py)",
    "instalments": "of another donor, of another pledge (donations/desk/test_paying.py)",
}  # fmt: skip
# Keys of what nobody owns.
OF_ALL = {
    # Whoever enters gifts and keeps funds reaches all of them.
    "account", "agreement", "branch_of", "campaign", "fund", "fund_1", "fund_2", "fund_3", "fund_4", "funds", "issue",
    "issuer", "periodical", "post_subscribers", "range", "school", "series", "steward", "subscribers", "successor",
    "template", "tier", "without_college", "without_year", "year",
}  # fmt: skip
# Figures, which name no row.
COUNTS = {
    "abstentions", "attendance", "ballots", "capacity", "companions", "companions_most", "copies", "council", "days",
    "expected", "expected_count", "gatherings", "graduation_year", "joined", "least", "left", "likelihood", "members",
    "notices", "number", "order", "part", "per_minute", "place", "places", "present", "printed", "quantity",
    "quiet_days", "reminder_days", "satisfaction", "seats", "seen", "skip", "times", "upto", "version", "votes",
    "votes_against", "votes_for", "wanted", "years",
}  # fmt: skip


def test_every_field_that_takes_a_key_is_tried():
    found = {name for form in all_forms() for name, field in form.base_fields.items() if takes_a_key(field)}
    assert found <= set(POSTS) | set(ELSEWHERE) | OF_ALL | COUNTS


def all_forms(base=forms.BaseForm):
    for form in base.__subclasses__():
        if form.__module__.startswith(("alumni", "chapters", "events", "donations", "publications")):
            yield form
        yield from all_forms(form)


def takes_a_key(field) -> bool:
    typed = isinstance(field, forms.TypedChoiceField | forms.TypedMultipleChoiceField) and field.coerce is int
    return typed or isinstance(field, forms.ModelChoiceField | CircleField) or type(field) is forms.IntegerField


@pytest.mark.parametrize("field", POSTS)
def test_a_key_of_somebody_else_in_a_form_does_nothing(world, field):
    for who, name, arguments, data in POSTS[field]:
        client, before = world.client(who), fingerprints()
        path = reverse(name, kwargs={word: world.keys["ours"][kind] for word, kind in arguments.items()})
        sent = {filled(key, world): filled(value, world) for key, value in data.items()}
        with ask(client, "POST", path, sent) as response:
            assert changed(before) == [], f"{who} {path} {sent}"
            text = said(response)
            assert [word for word in FORBIDDEN.get(who, []) if word in text] == [], f"{who} {path} {sent}"


def filled(text: str, world) -> str:
    for kind, key in world.keys["theirs"].items():
        text = text.replace(f"{{{kind}}}", str(key))
    for kind, key in world.keys["ours"].items():
        text = text.replace(f"[{kind}]", str(key))
    return text


def test_a_row_of_another_record_is_not_saved_with_ones_own(world):
    client = world.client("officer")
    path = reverse("admin:alumni_alumnus_change", args=[world.keys["ours"]["person"]])
    with ask(client, "GET", path) as response:
        data = dict(as_sent(response.context["form"]))
    before = fingerprints()
    theirs = {"degrees": "degree", "employments": "employment", "contacts": "contact"}
    for section, kind in theirs.items():
        data[f"{section}-0-id"] = world.keys["theirs"][kind]
        data[f"{section}-0-DELETE"] = "on"

    with ask(client, "POST", path, data):
        assert changed(before) == []


def test_the_page_of_another_record_is_not_saved_as_ones_own(world):
    client, before = world.client("officer"), fingerprints()
    form = RecordForm(base=people.snapshot(world.keys["theirs"]["person"], contacts=True))
    data = dict(as_sent(form)) | {"person-city": "改了", "degrees-0-major": "改了", "employments-0-DELETE": "on"}

    path = reverse("admin:alumni_alumnus_change", args=[world.keys["ours"]["person"]])
    with ask(client, "POST", path, data):
        assert changed(before) == []


def as_sent(form):
    """What a browser sends of a record that nobody touched."""
    yield "token", form.token
    for block in form.blocks:
        yield from ((field.html_name, field.value()) for field in block.rows.management_form)
    for each in (form.person, *(row for block in form.blocks for row in block.rows.forms)):
        for field in each:
            value = field.field.prepare_value(field.value())
            if isinstance(field.field, forms.BooleanField):
                value = "on" if value else None
            if value is not None:
                yield field.html_name, value


def test_a_contact_of_somebody_else_is_not_ended_through_a_link(world):
    client = world.client("anonymous")
    keys = world.keys
    with ask(client, "POST", reverse("alumni:correct", args=[keys["ours"]["secret"]])):
        before = fingerprints()
        path = reverse("alumni:correct-own")
        with ask(client, "POST", path, {"ended": keys["theirs"]["contact"]}) as response:
            assert response.status_code == 422
            assert changed(before) == []
            assert "canary-theirs" not in said(response)
        with ask(client, "GET", reverse("alumni:correct-degree", args=[keys["theirs"]["degree"]])) as response:
            assert response.status_code == 404


# What pages read from an address: keys, and words that are none.
PARAMETERS = {
    "about", "alumnus", "batch", "by", "campaign", "candidates", "chapter", "college", "degree", "donor", "event",
    "fund", "issue", "job", "like", "list", "object_id", "organisation", "owner", "periodical", "person", "roster",
    "school", "tag", "user", "year",
}  # fmt: skip
WORDS = {
    "after", "all", "as", "before", "class", "country", "counts", "decided", "exactly", "kept", "kind", "lang",
    "language", "level", "major", "measure", "name", "outcome", "page", "province", "q", "reason", "reload", "saved",
    "sheet", "show", "state", "trail", "version", "waits", "words",
}  # fmt: skip
LISTS = [
    "admin:alumni_alumnus_changelist", "admin:alumni_alumnus_counts", "admin:alumni_alumnus_suggest",
    "admin:alumni_alumnus_archived", "admin:alumni_duplicate_list", "admin:alumni_merge_list",
    "admin:alumni_savedsearch_changelist", "admin:alumni_personlist_changelist", "admin:alumni_roster_changelist",
    "admin:alumni_verification_changelist", "admin:alumni_verification_decided",
    "admin:alumni_changerequest_changelist", "admin:jobs_job_changelist", "admin:alumni_tag_changelist",
    "admin:alumni_liaison_changelist",
    "admin:chapters_chapter_changelist", "admin:chapters_membership_changelist", "admin:chapters_duty_changelist",
    "admin:chapters_application_changelist", "admin:chapters_councilchange_changelist",
    "admin:chapters_term_changelist", "admin:chapters_congress_changelist", "admin:publications_article_changelist",
    "admin:publications_issue_changelist", "admin:publications_suggestion_changelist",
    "admin:publications_mailing_changelist", "admin:publications_bounce_changelist",
    "admin:publications_distribution_changelist", "admin:events_registration_changelist", "events:mine",
    "admin:events_consultation_changelist",
    "admin:donations_agreement_changelist", "admin:donations_donor_changelist", "admin:donations_fund_changelist",
    "admin:donations_gift_changelist", "admin:donations_need_changelist", "admin:donations_needcase_all",
    "admin:donations_needcase_changelist", "admin:donations_organisation_changelist",
    "admin:donations_standingoffer_changelist", "donations:my-needs", "donations:needs",
    "alumni:classmates", "alumni:messages", "alumni:changes",
    "alumni:me-sources", "chapters:memberships", "chapters:mine", "chapters:found", "chapters:directory",
    "admin:donations_namingright_changelist", "admin:donations_pledge_changelist", "admin:donations_pledge_due",
    "admin:donations_receipt_changelist", "admin:donations_receipt_due", "admin:donations_thanks_changelist",
    "admin:donations_wallword_changelist", "admin:events_classreunion_changelist", "admin:events_radar",
    "donations:companies", "donations:mine", "events:reunions", "publications:search",
]  # fmt: skip


def test_every_word_that_a_page_reads_from_its_address_is_known():
    assert read_from_addresses() <= PARAMETERS | WORDS | set(FILTERS)


def read_from_addresses() -> set[str]:
    """The names in request.GET.get("...") and "..." in request.GET."""
    found = set()
    for path in [each for app in APPS for each in ROOT.glob(f"{app}/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("request.GET.get", "request.GET.getlist"):
                found |= {each.value for each in node.args[:1] if isinstance(each, ast.Constant)}
            if isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "request.GET":
                found |= {node.left.value} if isinstance(node.left, ast.Constant) else set()
    return found


@pytest.mark.parametrize("who", ["officer", "alumnus"])
def test_a_key_of_somebody_else_in_an_address_shows_nothing(world, who):
    client, theirs, wrong = world.client(who), world.keys["theirs"], []
    for name in LISTS:
        for parameter in sorted(words_read(client, reverse(name), PARAMETERS)):
            for value in {theirs.get(parameter, theirs["person"]), theirs["person"]}:
                with ask(client, "GET", reverse(name), {parameter: value}) as response:
                    wrong += [f"{name} {parameter}: {word}" for word in FORBIDDEN[who] if word in said(response)]
    assert not wrong, "\n".join(wrong)


def test_it_is_heard_what_a_page_reads_from_its_address(world):
    """Else the test above would try nothing."""
    client = world.client("officer")
    read = {name: words_read(client, reverse(f"admin:{name}_changelist"), PARAMETERS) for name in
            ("alumni_alumnus", "events_registration", "alumni_tag", "jobs_job")}  # fmt: skip
    assert read == {
        "alumni_alumnus": {"chapter", "college", "school", "list", "tag"},
        "events_registration": {"event"},
        "alumni_tag": PARAMETERS,  # Django's own list goes through all of it
        "jobs_job": set(),
    }
