from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.services.merging import FACTS


class MergeForm(forms.Form):
    """Which of two records stays, and whose value holds for each fact in which they differ."""

    keep = forms.TypedChoiceField(label=_("Record that stays"), coerce=int)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        sides = [(pk, person.name) for pk, person in self.people.items()]
        self.fields["keep"].choices = sides
        for fact in FACTS:
            self.fields[fact] = forms.TypedChoiceField(choices=sides, coerce=int, required=False, empty_value=None)

    def clean(self):
        data = super().clean()
        if "keep" not in data:
            return data
        keep = self.people[data["keep"]]
        (drop,) = (person for person in self.people.values() if person != keep)
        chosen = {fact: data[fact] for fact in FACTS if data.get(fact) is not None}
        return {"keep": keep, "drop": drop, "choices": chosen}


class UndoForm(forms.Form):
    are_different = forms.BooleanField(
        label=_("They are not the same person: do not propose them again"), required=False, initial=True
    )
