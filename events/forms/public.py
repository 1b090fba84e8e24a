"""How visitors look for events."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from events.queries import public


class LookForm(StyledForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("kind", [("", _("All kinds")), *public.kinds()])
        self.offer("year", [("", _("Coming")), *((str(year), str(year)) for year in public.years())])


class SpeakerAnswerForm(StyledForm):
    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"), widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("Yes, my name may stand on the page as shown")),
            ("no", gettext_lazy("No, please leave my name out")),
        ],
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].widget.attrs["class"] = "form-check-input"
