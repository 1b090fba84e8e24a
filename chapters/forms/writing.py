"""Notices and gatherings."""

import uuid
from datetime import UTC, datetime, tzinfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from chapters.models import Chapter, Notice
from chapters.services.writing import GATHERING_FIELDS, NOTICE_FIELDS

MOST = 2**31 - 1
EARLIEST = 1900
HOURS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]


class NoticeForm(StyledForm):
    audience = forms.ChoiceField(
        label=gettext_lazy("For whom"), choices=Notice.Audience, initial=Notice.Audience.MEMBERS,
        help_text=gettext_lazy("What is for everyone stands on the chapter’s public page as news."),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=10000, widget=forms.Textarea(attrs={"rows": 10}))
    title_en = forms.CharField(label=gettext_lazy("English title"), max_length=120, required=False)
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"), max_length=10000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in NOTICE_FIELDS}


class NewNoticeForm(NoticeForm):
    version = None  # type: ignore[assignment]
    by_mail = forms.BooleanField(
        label=gettext_lazy("Send it to the members by e-mail as well"), required=False,
        help_text=gettext_lazy(
            "It goes to those who opened a verified e-mail address to the chapter. A mail cannot be taken back."
        ),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self):
        data = super().clean()
        if data.get("by_mail") and data.get("audience") == Notice.Audience.PUBLIC:
            self.add_error("by_mail", _("Only what is for members goes out by e-mail."))
        return data


class LocalHourField(forms.DateTimeField):
    """An hour by the clock of the chapter's place; the form sets `zone`."""

    zone: tzinfo = UTC

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value):
        found = None if value in self.empty_values else self._read(value)
        return found and self._on_the_clock(found)

    def _read(self, value) -> datetime:
        for form in HOURS:
            try:
                return datetime.strptime(str(value).strip(), form)  # noqa: DTZ007 - the zone follows
            except ValueError:
                continue
        raise ValidationError(_("Enter a day and an hour, such as 2026-10-01 14:30."))

    def _on_the_clock(self, found: datetime) -> datetime:
        if not EARLIEST <= found.year <= 2100:
            raise ValidationError(_("Look at the year again."))
        at = found.replace(tzinfo=self.zone).astimezone(UTC)
        if at.astimezone(self.zone).replace(tzinfo=None) != found:
            raise ValidationError(
                _("This hour does not exist there: the clocks are put forward. Choose an hour before or after it.")
            )
        return at

    def prepare_value(self, value):
        if isinstance(value, datetime) and timezone.is_aware(value):
            return value.astimezone(self.zone).replace(tzinfo=None)
        return value


class GatheringForm(StyledForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    title_en = forms.CharField(label=gettext_lazy("English title"), max_length=120, required=False)
    starts_at = LocalHourField(label=gettext_lazy("Begins"))
    place = forms.CharField(label=pgettext_lazy("where it is held", "Place"), max_length=200, required=False)
    text = forms.CharField(
        label=gettext_lazy("What it is, or what it was"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    is_public = forms.BooleanField(label=gettext_lazy("Show it on the public page"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    def __init__(self, *args, chapter: Chapter, **kwargs):
        super().__init__(*args, **kwargs)
        hour = self.fields["starts_at"]
        assert isinstance(hour, LocalHourField)
        hour.zone = chapter.zone
        hour.help_text = _("By the clock there: %(zone)s.") % {"zone": chapter.zone_label}

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in GATHERING_FIELDS}


class NewGatheringForm(GatheringForm):
    version = None  # type: ignore[assignment]
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AttendanceForm(StyledForm):
    attendance = forms.IntegerField(label=gettext_lazy("People who came"), min_value=0, max_value=1_000_000)
    text = forms.CharField(
        label=gettext_lazy("What it was"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("It stands on the public page, and in the draft of the yearly report."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
