"""Django's own pages of the desk: nothing is asked through a filter, a choice or a pop-up that no page offers."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import ForeignKey
from django.urls import reverse

from . import policy
from .asking import ask
from .test_canaries import FORBIDDEN
from .walk import said
from .words import SIDES, public

pytestmark = pytest.mark.django_db

LISTS = {
    "admin:accounts_user_changelist": ["password__startswith", "session_epoch", "grants__user__password__startswith",
                                       "alumnus__birth_date__startswith", "alumnus", "is_superuser__exact"],
    "admin:accounts_rolegrant_changelist": ["user__password__startswith", "user__alumnus__notes__contains", "user",
                                            "college__degrees__student_no", "granted_by__email__startswith"],
    "admin:history_accessrecord_changelist": ["by__password__startswith", "by__alumnus__name__startswith", "people",
                                              "criteria__words__startswith", "people__person_id", "target_id"],
    "admin:mail_message_changelist": ["to__startswith", "text__contains", "subject__contains", "person_id", "to"],
    "admin:alumni_school_changelist": ["degrees__alumnus__name__startswith", "degrees", "colleges__rolegrant"],
    "admin:alumni_college_changelist": ["degrees__student_no__startswith", "degrees", "rolegrant", "mappings",
                                        "school__degrees__alumnus__name__startswith", "rosters__filename"],
    "admin:alumni_tag_changelist": ["taggings__alumnus__contacts__value__startswith", "taggings", "alumnus",
                                    "alumnus__name__startswith"],
}  # fmt: skip
OFFERED = {
    "admin:accounts_user_changelist": {"is_active__exact": "1", "grants__role__exact": "head"},
    "admin:accounts_rolegrant_changelist": {"role__exact": "head", "college__id__exact": "1"},
    "admin:history_accessrecord_changelist": {"action__exact": "view", "at__gte": "2020-01-01 00:00:00+08:00"},
    "admin:mail_message_changelist": {"state__exact": "sent", "purpose": "x"},
    "admin:alumni_college_changelist": {"school__id__exact": "1"},
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_answers_no_question_that_it_does_not_offer(world, name):
    client = world.client("superuser")
    answers = {}
    for lookup in [*LISTS[name], "__class__", "pk__in__x", "_connector"]:
        with ask(client, "GET", reverse(name), {lookup: "1"}) as response:
            answers[lookup] = response.status_code
    refused = dict.fromkeys(LISTS[name], 400)
    assert {lookup: answers[lookup] for lookup in refused} == refused
    assert 200 not in answers.values()


@pytest.mark.parametrize("name", OFFERED)
def test_a_list_answers_what_it_offers(world, name):
    client = world.client("superuser")
    for lookup, value in OFFERED[name].items():
        with ask(client, "GET", reverse(name), {lookup: value}) as response:
            assert response.status_code == 200, lookup


@pytest.mark.parametrize("who", sorted(policy.DESK - policy.RIGHTS["grant"]))
def test_no_choice_of_a_form_lists_people_or_colleagues_to_others(world, who):
    client, answered = world.client(who), set()
    # Chapters are on everybody's page; a choice names those of one's own college only all the same.
    out_of_reach = [public(side, "chapter") for side in SIDES if policy.OFFICERS.get(who, side) != side]
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name,
                         "field_name": field.name, "term": ""}  # fmt: skip
                with ask(client, "GET", reverse("admin:autocomplete"), asked) as response:
                    if response.status_code == 200:
                        answered.add(field.remote_field.model._meta.model_name)
                        assert [word for word in [*FORBIDDEN[who], *out_of_reach] if word in said(response)] == []
    assert answered <= {"school", "college", "tag", "chapter"} | ({"accessrecord"} if who == "auditor" else set())


def test_nothing_is_deleted_by_many_but_what_an_address_deletes_one_by_one(world):
    """The desk's lists offer Django's deletion of many only where a row may be deleted at all."""
    client = world.client("superuser")
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        if type(page).changelist_view is not admin.ModelAdmin.changelist_view:
            continue
        row = model._base_manager.order_by("pk").first()
        before = model._base_manager.count()
        sent = {"action": "delete_selected", "_selected_action": row.pk if row else 0, "post": "yes"}
        with ask(client, "POST", reverse(name), sent):
            assert model._base_manager.count() == before, model


def test_a_popup_shows_no_more_than_the_page_itself(world):
    client = world.client("officer")
    for extra in ({"_popup": "1"}, {"_popup": "1", "_to_field": "password"}, {"_to_field": "alumnus"}):
        with ask(client, "GET", reverse("admin:accounts_user_changelist"), extra) as response:
            assert response.status_code == 403
        with ask(client, "GET", reverse("admin:alumni_college_changelist"), extra) as response:
            assert response.status_code in (200, 400)
            assert [word for word in FORBIDDEN["officer"] if word in said(response)] == []
