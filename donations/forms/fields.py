"""Fields that many forms of giving share."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.documents import uploads

FIRST_YEAR, LAST_YEAR = 1900, 2200


def label(name: str, model):
    return capfirst(model._meta.get_field(name).verbose_name)


def key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def day(name: str, model, *, required: bool = True, initial=None, help_text="") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label(name, model), widget=widget, required=required, initial=initial, help_text=help_text
    )


def long_text(name: str, model, *, most: int, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label(name, model), max_length=most, required=False, widget=widget)


def of_our_time(value):
    """A day that a register can know of, or that can be planned for."""
    if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(_("Look at the year again."))
    return value


def not_ahead(value):
    """A day that has come, and that a register can know of."""
    if value and value > timezone.localdate():
        raise ValidationError(_("This day is still to come."))
    return of_our_time(value)


def one_of(form: forms.Form, row) -> None:
    """A new row is known by its key, one that is there by its version."""
    if row is None:
        form.fields.pop("version", None)
        form.fields["key"] = key()
    else:
        form.fields.pop("key", None)


class RowField(forms.ModelChoiceField):
    """A row by the name that the reader's language has for it."""

    def label_from_instance(self, obj):
        return getattr(obj, "shown_name", None) or str(obj)


class DocumentField(forms.FileField):
    """An Upload, looked at by its bytes; None where there is none."""

    def __init__(self, **options):
        options.setdefault("help_text", gettext_lazy("PDF, Word, Excel, JPEG or PNG, at most 10 MB."))
        super().__init__(**options)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            if file.size > uploads.MOST_BYTES:
                raise uploads.Unreadable
            return uploads.inspect(file.read(), office=True)
        except uploads.Unreadable as error:
            raise ValidationError(_("This file cannot be read, or is larger than 10 MB.")) from error
