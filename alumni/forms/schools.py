from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.models import College, School, Succession


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (" ".join(line.split()) for line in super().to_python(value).splitlines())
        return [line for line in dict.fromkeys(lines) if line]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


def check_dates(form, data):
    founded, closed = data.get("founded_on"), data.get("closed_on")
    if founded and closed and closed <= founded:
        form.add_error("closed_on", _("The closing must come after the founding on %(day)s.")
                       % {"day": founded.isoformat()})  # fmt: skip


class SchoolForm(forms.ModelForm):
    class Meta:
        model = School
        fields = ["name", "english_name", "founded_on", "closed_on", "successor"]

    def clean(self):
        data = super().clean()
        check_dates(self, data)
        if data.get("successor"):
            if not data.get("closed_on"):
                self.add_error("closed_on", _("A school that became part of another one has a closing date."))
            self.check_line(data["successor"])
        return data

    def check_line(self, successor):
        seen = {self.instance.pk}
        while successor is not None:
            if successor.pk in seen:
                message = _("%(name)s would become its own successor.") % {"name": self.cleaned_data.get("name", "")}
                self.add_error("successor", message)
                return
            seen.add(successor.pk)
            successor = successor.successor


class CollegeForm(forms.ModelForm):
    aliases = LinesField(
        label=capfirst(College._meta.get_field("aliases").verbose_name), required=False,
        help_text=gettext_lazy("Names that rosters use for it, one a line."),
    )  # fmt: skip

    class Meta:
        model = College
        fields = ["school", "name", "english_name", "aliases", "founded_on", "closed_on"]

    def clean_aliases(self):
        aliases = self.cleaned_data["aliases"]
        others = College.objects.exclude(pk=self.instance.pk).only("name", "aliases", "school")
        school = self.cleaned_data.get("school")
        for other in others.filter(school=school) if school else ():
            taken = {other.name, *other.aliases} & set(aliases)
            if taken:
                raise ValidationError(
                    _("“%(alias)s” is already a name of %(college)s: a roster could mean either.")
                    % {"alias": taken.pop(), "college": other.name}
                )
        return aliases

    def clean(self):
        data = super().clean()
        check_dates(self, data)
        return data


class SuccessionForm(forms.ModelForm):
    class Meta:
        model = Succession
        fields = ["successor", "kind", "happened_on"]

    def clean(self):
        data = super().clean()
        successor, day = data.get("successor"), data.get("happened_on")
        if successor and successor.pk == self.instance.predecessor_id:
            self.add_error("successor", _("A college cannot become itself."))
        if successor and day and successor.closed_on and successor.closed_on < day:
            self.add_error("happened_on", _("%(college)s was closed on %(day)s, before that.")
                           % {"college": successor.name, "day": successor.closed_on.isoformat()})  # fmt: skip
        return data


class SuccessionRows(BaseInlineFormSet):
    def clean(self):
        super().clean()
        steps: dict[int, set[int]] = {}
        for before, after in Succession.objects.exclude(predecessor=self.instance.pk).values_list(
            "predecessor_id", "successor_id"
        ):
            steps.setdefault(before, set()).add(after)
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            successor = data.get("successor")
            if successor and not data.get("DELETE") and self.leads_back(successor.pk, steps):
                message = _("%(college)s already became this college: the line would turn in a circle.")
                form.add_error("successor", message % {"college": successor.name})

    def leads_back(self, start: int, steps: dict[int, set[int]]) -> bool:
        seen, todo = set(), [start]
        while todo:
            pk = todo.pop()
            if pk == self.instance.pk:
                return True
            if pk not in seen:
                seen.add(pk)
                todo.extend(steps.get(pk, ()))
        return False
