"""Colleges to choose from stand by the name that the reader's language has for them."""

import pytest
from django import forms
from django.utils import translation

from donations.forms.agreements import AgreementForm
from donations.forms.funds import FundForm
from donations.forms.gifts import GiftForm
from donations.forms.pledges import PledgeForm
from tests.factories import make_college

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", [AgreementForm, FundForm, GiftForm, PledgeForm])
def test_a_college_is_offered_in_the_readers_language(form):
    field = form.base_fields["college"]
    assert isinstance(field, forms.ModelChoiceField)
    college = make_college("数学学院", english_name="School of Mathematics")
    with translation.override("en"):
        assert field.label_from_instance(college) == "School of Mathematics"
    with translation.override("zh-hans"):
        assert field.label_from_instance(college) == "数学学院"
