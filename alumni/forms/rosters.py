"""What an officer types and chooses in the roster wizard."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.intake.titles import IGNORE
from alumni.models import College, School
from alumni.models.people import colleges_with_predecessors
from alumni.queries.rosters.labels import FIELD_LABELS, GROUPS
from alumni_office.accounts.roles import Permission

ACCEPTED = ".xlsx,.xls,.ods,.csv,.tsv,.txt"
MEANINGS = [(IGNORE, _("— ignore this column —")), *((group, list(fields.items())) for group, fields in GROUPS)]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("Excel (xlsx, xls), OpenDocument (ods), CSV or TSV, up to 50 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
    )
    college = forms.ModelChoiceField(
        College.objects.none(),
        label=_("College"),
        required=False,
        empty_label=_("— the file says it —"),
        help_text=_("Used for rows in which the file itself names no college."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    overwrite = forms.BooleanField(
        label=_("Let this file replace what the office or the alumni entered by hand"),
        required=False,
        help_text=_("Leave this off unless you are sure: normally an import only adds what is missing."),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        reach = user.reach(Permission.ROSTER_IMPORT)
        college = self.fields["college"]
        college.queryset = College.objects.select_related("school")
        if not reach.everyone:
            college.queryset = college.queryset.filter(pk__in=reach.college_ids)
            college.required = True
            college.empty_label = None

    @property
    def arguments(self):
        """What `services.rosters.upload_roster` takes."""
        return {**self.cleaned_data, "filename": self.cleaned_data["file"].name}


class ColumnsForm(forms.Form):
    """What each column means, and which college or school an unknown name means."""

    def __init__(self, *args, roster, unknown_colleges=(), unknown_schools=(), user, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheets = []
        for number, (sheet, about) in enumerate(sorted(roster.mappings.get("sheets", {}).items())):
            if about.get("mapping"):
                self.sheets.append((sheet, self._columns(number, about["mapping"]["columns"])))
        reach = user.reach(Permission.ROSTER_IMPORT)
        colleges = College.objects.select_related("school")
        if not reach.everyone:
            colleges = colleges.filter(pk__in=colleges_with_predecessors(reach.college_ids))
        self.colleges = self._names("college", unknown_colleges, colleges)
        self.schools = self._names("school", unknown_schools, School.objects.all())

    def _columns(self, number, columns):
        fields = []
        for column in columns:
            name = f"sheet{number}-{column['index']}"
            self.fields[name] = forms.ChoiceField(
                choices=MEANINGS,
                initial=column["field"] if column["field"] in FIELD_LABELS else IGNORE,
                label=column["title"] or _("Column %(number)s") % {"number": column["index"] + 1},
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            fields.append((name, column["index"]))
        return fields

    def _names(self, kind, texts, queryset):
        fields = []
        for number, (text, rows) in enumerate(texts):
            name = f"{kind}{number}"
            self.fields[name] = forms.ModelChoiceField(
                queryset,
                required=False,
                label=text,
                empty_label=_("— not yet decided —"),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            fields.append((name, text, rows))
        return fields

    @property
    def arguments(self):
        """What `services.rosters.correct_roster` takes."""
        data = self.cleaned_data
        return {
            "sheets": {sheet: {str(index): data[name] for name, index in columns} for sheet, columns in self.sheets},
            "colleges": {text: data[name].pk for name, text, _rows in self.colleges if data[name]},
            "schools": {text: data[name].pk for name, text, _rows in self.schools if data[name]},
        }


class ChoicesForm(forms.Form):
    """Answers to ambiguous rows: fields `row-<pk>` with a person, 0, minus a row, or nothing."""

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"row-{row.pk}"] = forms.IntegerField(required=False)
        self.rows = rows

    @property
    def answers(self):
        """[(row, decision)] of the rows whose answer changed."""
        said = [(row, self.cleaned_data[f"row-{row.pk}"]) for row in self.rows if f"row-{row.pk}" in self.data]
        return [(row, decision) for row, decision in said if decision != row.decision]
