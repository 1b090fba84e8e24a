"""What is typed about interview teams: at the desk, by the team, by whom it is to meet."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.saving.forms import first_values
from chapters.models import Piece
from events.models import LONGEST_REPORT, LONGEST_WISHES, InterviewReport, InterviewTarget, InterviewTeam

from .programmes import NumberField
from .words import OneLine, label


class TeamForm(StyledForm):
    """Arguments of services.interviews.save_team()."""

    name = OneLine(label=label("name", InterviewTeam), max_length=80)
    name_en = OneLine(label=label("name_en", InterviewTeam), max_length=120, required=False)
    region = OneLine(label=label("region", InterviewTeam), max_length=80, required=False)
    teacher = OneLine(label=label("teacher", InterviewTeam), max_length=60, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, team: InterviewTeam | None = None, **kwargs):
        if team:
            kwargs["initial"] = first_values(team, self)
        super().__init__(*args, **kwargs)


class NewTeamForm(TeamForm):
    version = None  # type: ignore[assignment]
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class WishesForm(StyledForm):
    """Arguments of services.interviews.propose()."""

    wishes = forms.CharField(
        label=gettext_lazy("Whom you would like to meet, and why"), max_length=LONGEST_WISHES, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Name, year or work, one a line. The office chooses and asks: write to nobody "
                               "yourselves."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class MemberForm(StyledForm):
    student_number = NumberField()
    leads = forms.BooleanField(label=gettext_lazy("Leads the team"), required=False)


class WordsForm(forms.Form):
    words = forms.CharField(max_length=80, required=False)


class PersonForm(forms.Form):
    person = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class AnswerForm(StyledForm):
    """Arguments of services.interviews.answer(). Who declines opens nothing."""

    agrees = forms.TypedChoiceField(
        label=gettext_lazy("May the students interview you?"), coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("Yes, gladly")), ("no", gettext_lazy("No, thank you"))], widget=forms.RadioSelect,
    )  # fmt: skip
    opened = forms.MultipleChoiceField(
        label=gettext_lazy("What may the team see beside your name?"), choices=Piece, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Open at least one way to reach you, so that they can arrange a day. They see it until "
                               "the programme is done."),
    )  # fmt: skip
    word = OneLine(
        label=gettext_lazy("A word to the team"), max_length=300, required=False,
        help_text=gettext_lazy("When it suits you, and what you would like to talk about."),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        ways = {Piece.MOBILE, Piece.EMAIL, Piece.WECHAT}
        if data.get("agrees") and not ways & set(data.get("opened", [])) and not data.get("word"):
            self.add_error("opened", _("Open one way to reach you, or tell the team in a word how to arrange a day."))
        return data


class MetForm(StyledForm):
    on = forms.DateField(
        label=label("interviewed_on", InterviewTarget),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), initial=timezone.localdate,
    )  # fmt: skip

    def clean_on(self):
        on, today = self.cleaned_data["on"], timezone.localdate()
        if on > today or (today - on).days > 400:
            raise ValidationError(_("The day lies in the last year, and not ahead."))
        return on


class ReportForm(StyledForm):
    """Arguments of services.interviews.write()."""

    title = OneLine(label=label("title", InterviewReport), max_length=120)
    text = forms.CharField(
        label=label("text", InterviewReport), max_length=LONGEST_REPORT, widget=forms.Textarea(attrs={"rows": 18})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, report: InterviewReport | None = None, **kwargs):
        if report:
            kwargs["initial"] = {name: getattr(report, name) for name in ("title", "text", "version")}
        super().__init__(*args, **kwargs)
        del self.fields["key" if report else "version"]


class DecideForm(StyledForm):
    answer = forms.CharField(
        label=pgettext_lazy("to a team", "A word to the team"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever sends a report back says why."),
    )  # fmt: skip
    accepts = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")

    def clean(self):
        data = super().clean()
        if data.get("accepts") is False and not data.get("answer"):
            self.add_error("answer", _("Say what the team should change."))
        return data
