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
