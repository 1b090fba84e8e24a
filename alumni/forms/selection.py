"""What is asked before something is done with many people."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.models import PersonList, Tag
from alumni.services.exports import COLUMNS
from alumni.services.exports.columns import allowed

from .people import StyledForm


class TagManyForm(StyledForm):
    to_tag = forms.CharField(
        label=gettext_lazy("Tag"), max_length=40, help_text=gettext_lazy("One that exists, or a new word."),
        widget=forms.TextInput(attrs={"list": "all-tags", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_to_tag(self):
        return " ".join(self.cleaned_data["to_tag"].split())


class UntagManyForm(StyledForm):
    to_tag = forms.ModelChoiceField(label=gettext_lazy("Tag"), queryset=Tag.objects.none(), empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_tag"].queryset = Tag.objects.all()


class ListManyForm(StyledForm):
    to_list = forms.ModelChoiceField(
        label=gettext_lazy("List"), queryset=PersonList.objects.none(), required=False,
        empty_label=gettext_lazy("A new list"),
    )  # fmt: skip
    new_list = forms.CharField(label=gettext_lazy("Name of the new list"), max_length=80, required=False)

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_list"].queryset = PersonList.objects.filter(owner=owner)

    def clean(self):
        data = super().clean()
        data["new_list"] = " ".join((data.get("new_list") or "").split())
        if not data.get("to_list") and not data["new_list"]:
            self.add_error("new_list", _("Choose a list, or give the new one a name."))
        return data


class ExportForm(StyledForm):
    columns = forms.MultipleChoiceField(label=gettext_lazy("Columns"), widget=forms.CheckboxSelectMultiple)
    file_format = forms.ChoiceField(
        label=gettext_lazy("Format"), initial="xlsx", widget=forms.RadioSelect,
        choices=[("xlsx", gettext_lazy("Excel workbook (xlsx)")), ("csv", gettext_lazy("Text file (CSV)"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300,
        help_text=gettext_lazy("What the data is for and who receives it. It is kept in the access log."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click is one export

    def __init__(self, *args, may_see_contacts: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = allowed(COLUMNS, may_see_contacts=may_see_contacts)
        self.offer("columns", [(column.name, column.title) for column in self.offered])
        self.fields["columns"].initial = [column.name for column in self.offered if column.by_default]
        for name in ("columns", "file_format"):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    def clean_reason(self):
        reason = " ".join(self.cleaned_data["reason"].split())
        if len(reason) < 4:
            raise ValidationError(_("Say in a few words what the data is for."))
        return reason


class SavedForm(StyledForm):
    name = forms.CharField(label=pgettext_lazy("of a list", "Name"), max_length=80)
    is_shared = forms.BooleanField(
        label=gettext_lazy("Colleagues may use it"), required=False,
        help_text=gettext_lazy("They see the people of it whom they may see anyway, and cannot change it."),
    )  # fmt: skip

    def __init__(self, *args, may_share: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())
