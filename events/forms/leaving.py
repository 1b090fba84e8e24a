"""What is typed about leave-taking, at the desk and by graduates; names of fields are arguments of services.leaving."""

import re
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.changes import CorrectionForm
from alumni.forms.people import StyledForm
from alumni.models import College
from alumni_office.saving.forms import first_values
from events.models import LONGEST_LETTER, FutureLetter, LeaveTaking
from events.queries.leaving.progress import WHICH
from events.services.leaving.papers import FORMS

from .words import label

DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


class LeavingForm(StyledForm):
    """Arguments of services.leaving.save_leaving()."""

    graduation_year = forms.IntegerField(label=label("graduation_year", LeaveTaking), min_value=1980, max_value=2100)
    college = forms.ModelChoiceField(
        label=label("college", LeaveTaking), queryset=College.objects.none(), required=False,
        empty_label=gettext_lazy("All colleges"),
        help_text=gettext_lazy("With the colleges that became it."),
    )  # fmt: skip
    passing_domains = forms.CharField(
        label=label("passing_domains", LeaveTaking), max_length=300, required=False,
        help_text=gettext_lazy(
            "What stands behind the @ of the students’ mailboxes, such as mail.example.edu.cn; several with spaces. An "
            "address there is not taken as one that lasts, and no letter is delivered to it."
        ),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, leaving: LeaveTaking | None = None, **kwargs):
        if leaving:
            kwargs["initial"] = first_values(leaving, self)
        else:
            kwargs["initial"] = {"graduation_year": timezone.localdate().year}
        super().__init__(*args, **kwargs)
        self.fields["college"].queryset = College.objects.order_by("name")  # type: ignore[attr-defined]

    def clean_passing_domains(self):
        found = [
            each.removeprefix("@") for each in re.split(r"[\s,，;；]+", self.cleaned_data["passing_domains"].lower())
        ]
        found = [each for each in dict.fromkeys(found) if each]
        for each in found:
            if not DOMAIN.fullmatch(each):
                raise ValidationError(_("“%(text)s” is no name of a mail domain.") % {"text": each})
        return " ".join(found)


class NewLeavingForm(LeavingForm):
    version = None  # type: ignore[assignment]


class WhichForm(forms.Form):
    """What the address of a list, or of a paper, asks for; whatever else stands there asks for all."""

    which = forms.ChoiceField(choices=[(each, each) for each in WHICH], required=False)
    college = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    label = forms.CharField(required=False, max_length=80, strip=False, empty_value=None)
    form = forms.ChoiceField(choices=[(each, each) for each in FORMS], required=False)
    part = forms.IntegerField(required=False, min_value=1, max_value=1000)

    @property
    def asked(self) -> dict:
        """Arguments of queries.leaving.progress.people()."""
        data = self.cleaned_data if self.is_valid() else {}
        return {"which": data.get("which") or "all", "college": data.get("college"), "label": self._label(data)}

    def _label(self, data: dict) -> str | None:
        """Of a class without a name and a major the label is empty, and still one."""
        return data.get("label") or ("" if "label" in self.data else None)


class OwnDataForm(CorrectionForm):
    """What a graduate corrects; an address that ends with the studies is none that lasts."""

    field_order = ["new_mobile", "new_email", "new_wechat", "new_address", "country", "province", "city", "employer"]

    def __init__(self, *args, leaving: LeaveTaking, **kwargs):
        super().__init__(*args, **kwargs)
        self.leaving = leaving
        self.fields["new_email"].label = _("An e-mail address that stays yours")
        self.fields["employer"].label = _("Where you go: employer or university")

    def clean_new_email(self):
        value = self.cleaned_data["new_email"]
        if self.leaving.passes(value.strip()):
            raise ValidationError(_("This mailbox ends with your studies: give one that stays yours."))
        return value


class LetterForm(StyledForm):
    """Arguments of services.leaving.write_letter()."""

    text = forms.CharField(
        label=gettext_lazy("Your letter"), max_length=LONGEST_LETTER, widget=forms.Textarea(attrs={"rows": 14})
    )
    years = forms.TypedChoiceField(
        label=gettext_lazy("Delivered"), choices=FutureLetter.Years, coerce=int, initial=FutureLetter.Years.TEN,
        widget=forms.RadioSelect,
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class NumberForm(StyledForm):
    number = forms.CharField(
        label=gettext_lazy("Your student number"), max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )  # fmt: skip
