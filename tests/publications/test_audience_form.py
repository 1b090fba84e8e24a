"""What is chosen in the form of readers: every kind of circle, and who is left out."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from alumni_office.accounts.roles import Permission
from publications.forms.audience import AudienceForm
from publications.forms.post import DistributionForm
from publications.models import Mailing
from publications.queries.audience import Part
from publications.queries.picking import MOST_SEARCHED, picked
from tests.factories import make_alumnus, make_college, make_degree, make_user

from .composing.makers import make_mailing

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


def sent(data, user, **more) -> AudienceForm:
    with translation.override("en"):
        form = AudienceForm(QueryDict(urlencode(data, doseq=True)), user=user, **more)
        form.is_valid()
        return form


def test_a_class_and_people_are_left_out_of_everyone(staff):
    college = make_college()
    for name, year, group in (("甲", 1998, "一班"), ("乙", 1998, "二班"), ("丙", 1999, "一班")):
        make_degree(make_alumnus(name), college=college, graduation_year=year, class_name=group)
    make_alumnus("丁")
    form = sent(
        {"everyone": "on", "without_college": college.pk, "without_year": 1998, "without_class_name": "二班",
         "without_people": "丁\n"},
        staff,
    )  # fmt: skip
    found = form.cleaned_data["audience"].people(staff)
    assert set(found.values_list("name", flat=True)) == {"甲", "丙"}


def test_people_alone_are_chosen_by_number_or_by_words_that_find_one(staff):
    first, second, third = make_alumnus("王伟"), make_alumnus("王伟"), make_alumnus("李娜")
    make_degree(second, graduation_year=2004)
    form = sent({"people": f"王伟 #{first.pk}\n 王伟  2004 \n\n李娜\n李娜 #{third.pk}"}, staff)
    assert form.cleaned_data["audience"].include == (Part("people", ids=(first.pk, second.pk, third.pk)),)


def test_a_line_for_nobody_or_for_several_is_a_sentence_at_its_field(staff):
    gone, other = make_alumnus("王伟", archived_at=timezone.now()), make_alumnus("张敏")
    make_alumnus("张敏")
    said = {
        f"王伟 #{gone.pk}": f"“王伟 #{gone.pk}” names nobody.",
        "#999999999": "“#999999999” names nobody.",
        "王伟": "“王伟” names nobody.",
        "张敏": "“张敏” finds several people: add a year or a class, or the number of the record (#123).",
        "\n".join(map(str, range(MOST_SEARCHED + 1))): "At most 20 lines may have no number of a record.",
        "\n".join(f"#{number}" for number in range(501)): "These are more than 500 people: make a list of them.",
    }
    for field in ("people", "without_people"):
        for text, sentence in said.items():
            form = sent({"everyone": "on", field: text}, staff)
            assert form.errors.get_json_data() == {field: [{"message": sentence, "code": ""}]}
            assert "audience" not in form.cleaned_data
    assert sent({"without_people": f"张敏 #{other.pk}"}, staff).non_field_errors() == [
        "Choose at least one circle of readers."
    ]


@pytest.mark.parametrize("prefix", ["", "without_"])
@pytest.mark.parametrize("half", [{"college": True}, {"year": 1998}, {"class_name": "一班"}], ids=str)
def test_half_a_class_is_a_sentence_at_the_year(staff, prefix, half):
    data = {f"{prefix}{name}": make_college().pk if name == "college" else value for name, value in half.items()}
    form = sent({"everyone": "on", **data}, staff)
    assert form.errors == {f"{prefix}year": ["A class is named by its college and the year."]}


def test_what_was_chosen_stands_in_the_form_again_and_saves_the_same(staff):
    college, person, other = make_college(), make_alumnus("王伟"), make_alumnus("李娜")
    data = {
        "everyone": "on", "college": college.pk, "year": 1998, "class_name": "一班", "people": f"王伟 #{person.pk}",
        "without_college": college.pk, "without_year": 1999, "without_people": f"李娜 #{other.pk}",
    }  # fmt: skip
    audience = sent(data, staff).cleaned_data["audience"]
    blank = AudienceForm(user=staff, audience=audience)
    again = {field.name: field.value() for field in blank if field.value()}
    assert again == data | {"everyone": True}
    assert sent(again, staff).cleaned_data["audience"] == audience


@pytest.mark.parametrize("n", [1, 5])
def test_numbers_of_records_cost_one_look(staff, n, django_assert_num_queries):
    people = [make_alumnus(f"读者{number}") for number in range(n)]
    text = "\n".join(f"{person.name} #{person.pk}" for person in people)
    staff.reach(Permission.ALUMNI_VIEW)  # what the user may is known on every page
    with django_assert_num_queries(1):
        assert picked(text, staff) == tuple(person.pk for person in people)


def test_the_form_of_a_printed_piece_has_every_circle_and_every_exclusion(staff):
    names = {name for _title, fields in DistributionForm(user=staff).parts() for name in (f.name for f in fields)}
    circles = set(AudienceForm.base_fields)
    empty = {"searches", "lists", "chapters", "subscribers", "post_subscribers",
             "without_searches", "without_lists", "without_chapters"}  # fmt: skip
    assert names & circles == circles - empty
    form = AudienceForm(user=staff)
    assert {field.name for field in [*form.circles(), *form.without()]} == circles - empty


def test_an_editor_leaves_somebody_out_on_the_page_of_readers(client):
    editor = make_user("editor")
    client.force_login(editor)
    mailing, person = make_mailing(editor), make_alumnus("王伟")
    make_alumnus("李娜")
    page = reverse("admin:publications_mailing_readers", args=[mailing.pk])
    assert client.post(page, {"everyone": "on", "without_people": "王伟"})["Location"] == page
    assert Mailing.objects.get().audience == {
        "include": [{"kind": "everyone"}], "exclude": [{"kind": "people", "ids": [person.pk]}],
    }  # fmt: skip
    assert f"王伟 #{person.pk}" in client.get(page).content.decode()
