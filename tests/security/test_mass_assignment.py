"""Whatever else is sent with a form, only its own fields are written."""

import uuid
from datetime import timedelta

import pytest
from django import forms
from django.db import models
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, College, ContactPoint, DataRequest, Employment, Profile, School, Tag
from alumni.models import PersonList as List
from alumni_office.accounts.models import RoleGrant, User
from chapters.models import Chapter, Congress, Gathering, Membership, Notice, Photo, Post
from donations.models import Department, Need
from events.models import Consultation
from publications.models import Article, Issue, Mailing, Periodical

from .asking import ask
from .test_others_keys import all_forms

pytestmark = pytest.mark.django_db

# (who, address, kind of our row in it, what is sent, model, fields of the form)
FORMS = [
    ("alumnus", "account_home", None, {"name": "新名"}, User, {"name", "language"}),
    ("staff", "account_home", None, {"language": "en"}, User, {"language"}),
    ("head", "admin:accounts_user_change", "user",
     {"name": "新名", "email": "new@example.com", "is_active": "on", "grants-TOTAL_FORMS": 0,
      "grants-INITIAL_FORMS": 0}, User, {"name", "email", "is_staff", "is_active"}),
    ("head", "admin:accounts_rolegrant_change", "grant", {"ends_on": "2099-01-01"}, RoleGrant, {"ends_on"}),
    ("staff", "admin:alumni_school_change", "school", {"name": "新学校"}, School,
     {"name", "english_name", "founded_on", "closed_on", "successor"}),
    ("staff", "admin:alumni_college_change", "college",
     {"school": "{school}", "name": "新学院", "successions-TOTAL_FORMS": 0, "successions-INITIAL_FORMS": 0}, College,
     {"school", "name", "english_name", "aliases", "founded_on", "closed_on"}),
    ("staff", "admin:alumni_tag_change", "tag", {"name": "新标签"}, Tag, {"name"}),
    ("officer", "admin:alumni_personlist_change", "list", {"name": "新名单"}, List, {"name"}),
    ("alumnus", "alumni:me-place", None, {"city": "新城", "place_audience": "nobody"}, Alumnus,
     {"country", "province", "city"}),
    ("alumnus", "alumni:me-career", None, {"industry": "I", "career_audience": "nobody"}, Alumnus, {"industry"}),
    ("alumnus", "alumni:me-job", "employment", {"employer": "新单位"}, Employment,
     {"employer", "job_title", "started_on", "ended_on", "is_current"}),
    ("alumnus", "alumni:me-offer", None, {"offer": "新", "offer_audience": "alumni", "languages_audience": "nobody"},
     Profile, {"offer", "offer_audience", "languages", "languages_audience"}),
    ("alumnus", "alumni:me-found", None, {"listed": "alumni"}, Profile, {"listed", "takes_messages"}),
    ("alumnus", "alumni:me-contact-seen", "contact", {"audience": "alumni"}, ContactPoint, {"audience"}),
    ("alumnus", "alumni:change-names", None, {"name": "王新", "key": uuid.UUID(int=7)}, Alumnus, set()),
    ("alumnus", "alumni:me-rights-withdraw", "wish", {}, DataRequest, {"state", "decided_at"}),
    ("alumnus", "chapters:membership-pieces", "chapter", {"opened": "work"}, Membership, {"opened"}),
    ("chapter officer", "chapters:my-page", "chapter",
     {"introduction": "新", "admission": "automatic", "email": "", "website": "", "phone": "", "version": "="}, Chapter,
     {"introduction", "introduction_en", "email", "phone", "address", "website", "wechat_account", "admission"}),
    ("chapter officer", "chapters:my-post", "chapter+post", {"name": "新职务"}, Post, {"name", "name_en", "manages"}),
    ("chapter officer", "chapters:my-photo", "chapter+my_photo", {"caption": "新"}, Photo, {"caption", "caption_en"}),
    ("chapter officer", "chapters:my-notice", "chapter+notice",
     {"audience": "members", "title": "新", "text": "新", "version": "="}, Notice,
     {"audience", "title", "text", "title_en", "text_en"}),
    ("chapter officer", "chapters:my-gathering", "chapter+gathering",
     {"title": "新", "starts_at": "2026-01-02T10:00", "version": "="}, Gathering,
     {"title", "title_en", "starts_at", "place", "text", "is_public"}),
    ("staff", "admin:chapters_congress_plan", "congress",
     {"name": "新", "starts_on": "2099-05-01", "ends_on": "2099-05-02", "seats": "12", "least": "1", "basis": "alumni",
      "term_ends_on": "2103-05-01"}, Congress,
     {"name", "name_en", "starts_on", "ends_on", "place", "seats", "least", "basis", "term_ends_on"}),
    ("staff", "admin:publications_periodical_change", "periodical",
     {"kind": "newspaper", "name": "新报", "slug": "new-paper", "order": "3", "version": "="}, Periodical,
     {"kind", "name", "name_en", "slug", "about", "about_en", "order"}),
    ("editor", "admin:publications_issue_edit", "draft_issue",
     {"number": "77", "dated_on": "2026-01-02", "version": "="}, Issue,
     {"number", "dated_on", "title", "title_en", "note", "note_en"}),
    ("editor", "admin:publications_article_change", "draft_article",
     {"title": "新", "title_en": "New", "section": "", "version": "="}, Article,
     {"section", "title", "lead", "body", "authors", "title_en", "lead_en", "body_en", "authors_en"}),
    ("staff", "admin:events_consultation_edit", "consultation",
     {"title": "新", "why": "新", "promise": "named",
      "closes_at": f"{timezone.now() + timedelta(days=9):%Y-%m-%dT%H:%M}", "circle": "class",
      "college": "{college}", "year": "2002", "version": "="}, Consultation,
     {"title", "title_en", "why", "why_en", "text", "text_en", "promise", "closes_at", "circle", "circle_id",
      "circle_year", "circle_class"}),
    ("officer", "admin:donations_need_edit", "need_draft",
     {"department": "{department}", "kind": "job", "title": "新", "text": "新", "audience": "all",
      "expires_on": f"{timezone.localdate() + timedelta(days=9)}", "version": "="}, Need,
     {"department", "kind", "title", "title_en", "text", "text_en", "quantity", "amount", "fund", "industry",
      "province", "city", "audience", "college", "chapter", "expires_on"}),
    ("staff", "admin:donations_department_change", "department", {"name": "新部门", "version": "="}, Department,
     {"name", "name_en", "college", "contact"}),
    ("editor", "admin:publications_mailing_settings", "draft_mailing",
     {"title": "新", "purpose": "fundraising", "reply_to": "", "per_minute": "", "quiet_days": "7",
      "periodical": "{periodical}", "counts_clicks": "on", "version": "="}, Mailing,
     {"title", "purpose", "periodical", "quiet_days", "from_name", "reply_to", "per_minute", "counts_clicks"}),
]  # fmt: skip
# What a page notes of a change by itself.
NOTED = {
    "updated_at", "source", "field_sources", "entered_by", "session_epoch", "verified_at", "last_contact_on", "version",
    "edited_by", "text_hash", "searched", "words",
}  # fmt: skip
NEVER = {
    User: {"is_superuser", "password", "date_joined", "last_login"},
    Alumnus: {"user", "verified_at", "restricted_at", "archived_at", "merged_into", "name", "tier", "source"},
}


def test_every_model_form_names_its_fields():
    found = [form for form in all_forms() if issubclass(form, forms.ModelForm)]
    assert [form for form in found if form._meta.fields in (None, "__all__") or form._meta.exclude] == []


@pytest.mark.parametrize(
    ("who", "name", "kind", "data", "model", "own"), FORMS, ids=[f"{row[0]} {row[1]}" for row in FORMS]
)
def test_only_the_fields_of_a_form_are_written(world, who, name, kind, data, model, own):
    client, keys = world.client(who), world.keys["ours"]
    if model is RoleGrant:
        RoleGrant.objects.filter(pk=keys["grant"]).update(granted_by=world.users["head"])
    row = row_of(world, who, model, kind, keys)
    sent = hostile(model, world) | {key: keys[value[1:-1]] if str(value)[:1] == "{" else value
                                    for key, value in data.items()}  # fmt: skip
    before = model.objects.filter(pk=row).values().get()
    if sent.get("version") == "=":
        sent["version"] = before["version"]
    path = reverse(name, args=[keys[each] for each in kind.split("+")] if kind else [])

    with ask(client, "POST", path, {key: value for key, value in sent.items() if key in data or key not in own}) as got:
        after = model.objects.filter(pk=row).values().get()
        touched = {field for field in after if after[field] != before[field]}
        assert got.status_code == 302, got.status_code
    names = {model._meta.get_field(field).name for field in touched}
    assert names - NOTED <= own
    assert not names & (NEVER.get(model, set()) - own)
    assert not own or names  # else the form was not taken, and this would say nothing


def row_of(world, who, model, kind, keys):
    if model is Membership:
        return keys["membership"]
    if kind and model._meta.label != "accounts.User":
        return keys[kind.split("+")[-1]]
    if model is User:
        return keys[kind] if kind else world.users[who].pk
    return keys["person"] if model is Alumnus else model.objects.get(alumnus=keys["person"]).pk


def hostile(model, world) -> dict:
    """Every field of the model, and a value of its kind that it does not have."""
    found = {}
    for field in model._meta.concrete_fields:
        name = field.name
        if isinstance(field, models.BooleanField):
            found[name] = "on"
        elif isinstance(field, models.ForeignKey):
            last = field.remote_field.model._base_manager.order_by("-pk").first()
            found[name] = found[field.attname] = last.pk if last else "99"
        elif isinstance(field, models.DateTimeField):
            found[name] = found[f"{name}_0"] = timezone.localdate().isoformat()
            found[f"{name}_1"] = "10:00"
        elif isinstance(field, models.IntegerField | models.AutoField):
            found[name] = "99"
        else:
            found[name] = "hostile"
    return found
