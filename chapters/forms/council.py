"""Posts, who holds them, and the steps of a change of council."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from chapters.models import Chapter, Seat
from chapters.services.council.posts import USUAL

from .fields import DayField, in_words, not_in_the_future
from .uploads import DocumentField

LONGEST_TERM = 10  # years: more is a slip of the pen
FARTHEST = 3 * 366  # days from an election to its term
MOST = 2**31 - 1


class PostForm(StyledForm):
    name = forms.CharField(
        label=gettext_lazy("Name of the post"),
        max_length=40,
        help_text=gettext_lazy("Such as 秘书处主任 or 青年委员会主任."),
    )
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=60, required=False)
    manages = forms.BooleanField(
        label=gettext_lazy("Keeps the chapter’s pages, as president, vice-president and secretary-general do"),
        required=False,
    )

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if name.casefold() in USUAL_NAMES:
            raise ValidationError(_("Every chapter has this post already: choose it where people are named."))
        return name


# As they are called in either language.
USUAL_NAMES = {
    "会长", "副会长", "秘书长", "理事", "president", "vice-president", "secretary-general", "council member",
}  # fmt: skip


class SeatForm(StyledForm):
    """A person among the chapter's members, and a post."""

    person = forms.ChoiceField(label=pgettext_lazy("council", "Person"))
    seat = forms.ChoiceField(label=pgettext_lazy("council", "Post"))

    def __init__(self, *args, chapter: Chapter, electable, seats=USUAL, **kwargs):
        super().__init__(*args, **kwargs)
        self.posts = {f"post-{post.pk}": post for post in chapter.posts.order_by("name")}
        people = [(str(row.alumnus_id), row.alumnus.name) for row in electable]
        self.offer("person", [("", "—"), *_told_apart(people)])
        own = [(key, post.shown_name) for key, post in self.posts.items()]
        self.offer("seat", [("", "—"), *((seat.value, seat.label) for seat in seats), *own])
        self.fields["person"].error_messages["invalid_choice"] = gettext_lazy(
            "Choose one of the chapter’s members: only alumni on record hold a post."
        )

    @property
    def chosen(self) -> dict:
        """The arguments that name person and post."""
        seat = self.cleaned_data["seat"]
        post = self.posts.get(seat)
        return {
            "alumnus_id": int(self.cleaned_data["person"]), "seat": Seat.OTHER if post else seat, "post": post,
        }  # fmt: skip


def _told_apart(people: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Two of one name carry the number of their record."""
    names = [name for _key, name in people]
    return [(key, f"{name} ({key})" if names.count(name) > 1 else name) for key, name in people]


class FillOfficeForm(SeatForm):
    from_on = DayField(label=gettext_lazy("In the post from"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, seats=[seat for seat in USUAL if seat != Seat.PRESIDENT], **kwargs)


class EndOfficeForm(StyledForm):
    last_day = DayField(
        label=gettext_lazy("Last day in the post"),
        help_text=gettext_lazy("The right to the chapter’s pages ends with it."),
    )


class StepForm(StyledForm):
    """A step of a change of council; `version` is that of the row that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
    kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args, change, **kwargs):
        super().__init__(*args, **kwargs)
        self.change, self.chapter = change, change.chapter


class AuditForm(StepForm):
    file = DocumentField(label=gettext_lazy("Audit report"), required=False)
    audited_on = DayField(label=gettext_lazy("Date of the audit"))

    def clean_audited_on(self):
        day = not_in_the_future(self.cleaned_data["audited_on"], self.chapter)
        if self.change.elected_on and day > self.change.elected_on:
            raise ValidationError(_("The audit comes before the election, which was on %(day)s.")
                                  % {"day": in_words(self.change.elected_on)})  # fmt: skip
        return day

    def clean(self):
        data = super().clean()
        if not data.get("file") and not data.get("kept") and not self.change.audit_id and "file" not in self.errors:
            self.add_error("file", _("Add the audit report: nothing else can be filed before it."))
        return data


class ElectionForm(StepForm):
    file = DocumentField(label=gettext_lazy("Minutes of the election"), required=False)
    elected_on = DayField(label=gettext_lazy("Date of the election"))
    present = forms.IntegerField(label=gettext_lazy("People present who could vote"), min_value=1, max_value=1_000_000)

    def clean_elected_on(self):
        day = not_in_the_future(self.cleaned_data["elected_on"], self.chapter)
        if self.change.audited_on and day < self.change.audited_on:
            raise ValidationError(_("The election cannot come before the audit, which was on %(day)s.")
                                  % {"day": in_words(self.change.audited_on)})  # fmt: skip
        if self.change.starts_on and day > self.change.starts_on:
            raise ValidationError(_("The election cannot come after the beginning of the new term, %(day)s.")
                                  % {"day": in_words(self.change.starts_on)})  # fmt: skip
        return day

    def clean(self):
        data = super().clean()
        if not data.get("file") and not data.get("kept") and not self.change.minutes_id and "file" not in self.errors:
            self.add_error("file", _("Add the minutes of the election."))
        return data


class NomineeForm(SeatForm):
    votes = forms.IntegerField(label=gettext_lazy("Votes"), min_value=1, max_value=1_000_000)


class TermForm(StepForm):
    kept = None  # type: ignore[assignment]  # no file in this step
    starts_on = DayField(
        label=gettext_lazy("Term from"),
        help_text=gettext_lazy("May lie in the future. A term that still runs then ends the day before."),
    )
    ends_on = DayField(label=gettext_lazy("Term until"))

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if self.change.elected_on and day < self.change.elected_on:
            raise ValidationError(_("The term cannot begin before the election, which was on %(day)s.")
                                  % {"day": in_words(self.change.elected_on)})  # fmt: skip
        if self.change.elected_on and (day - self.change.elected_on).days > FARTHEST:
            raise ValidationError(_("Look at the year again."))
        return day

    def clean(self):
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("The term cannot end before it has begun."))
        elif first and last and (last - first).days > 366 * LONGEST_TERM:
            self.add_error("ends_on", _("No term is longer than ten years. Look at the year again."))
        return data


class ExtendForm(StyledForm):
    ended_on = forms.DateField(widget=forms.HiddenInput)
    ends_on = DayField(label=gettext_lazy("Runs until"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept with the term and sent to the officers."),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        before, after = data.get("ended_on"), data.get("ends_on")
        if before and after and after <= before:
            self.add_error(
                "ends_on", _("Choose a day after %(day)s, on which the term ends now.") % {"day": in_words(before)}
            )
        elif before and after and (after - before).days > 366:
            self.add_error("ends_on", _("A term is extended by a year at most."))
        return data


class KeyForm(StyledForm):
    """A button that creates something."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
