import pytest
from django import forms

from alumni.forms.people import StyledForm
from alumni.models import College


class Asked(StyledForm):
    college = forms.ModelChoiceField(queryset=College.objects.none())
    any_college = forms.ModelChoiceField(queryset=College.objects.none(), empty_label="Any")
    answer = forms.ChoiceField(choices=[("1", "Yes"), ("0", "No")], widget=forms.RadioSelect)


@pytest.mark.django_db
def test_nothing_chosen_is_one_dash_unless_the_field_has_words_for_it():
    form = Asked()
    assert list(form.fields["college"].choices) == [("", "—")]
    assert list(form.fields["any_college"].choices) == [("", "Any")]


def test_answers_to_press_stand_in_no_box():
    assert "form-control" not in str(Asked()["answer"])


class Titled(StyledForm):
    title = forms.CharField(max_length=20)


@pytest.mark.parametrize("typed", ["\u200b", "\ufeff \u2060", "\u3164", "\u00ad\u200d"])
def test_a_line_of_nothing_that_can_be_seen_is_no_line(typed):
    assert list(Titled({"title": typed}).errors) == ["title"]


@pytest.mark.parametrize("typed", ["王\u200b伟", "👩\u200d🎓", "a\u00adb"])
def test_a_line_may_hold_what_joins_and_parts_its_characters(typed):
    assert Titled({"title": typed}).is_valid()
