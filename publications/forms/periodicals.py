"""What is typed about a periodical."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from publications.models import Periodical
from publications.models.periodicals import SLUG

TAKEN = {"article", "picture", "people", "search", "feed", "suggest", "consent"}  # addresses beside the periodicals'


def label(name: str, model=Periodical):
    return capfirst(model._meta.get_field(name).verbose_name)


class PeriodicalForm(StyledForm):
    """Arguments of services.periodicals.save_periodical()."""

    kind = forms.ChoiceField(label=label("kind"), choices=Periodical.Kind.choices)
    name = forms.CharField(label=label("name"), max_length=120)
    name_en = forms.CharField(label=label("name_en"), max_length=160, required=False)
    slug = forms.CharField(label=label("slug"), max_length=40, help_text=Periodical._meta.get_field("slug").help_text)
    about = forms.CharField(
        label=label("about"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    about_en = forms.CharField(
        label=label("about_en"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    order = forms.IntegerField(label=label("order"), min_value=0, max_value=999, initial=10)
    sections = forms.CharField(
        label=gettext_lazy("Sections"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line, in their order; the English name after a bar: 人物 | People"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args, periodical: Periodical | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.periodical = periodical

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if not re.match(SLUG, slug) or slug in TAKEN:
            raise ValidationError(_("Use small letters, figures and hyphens, such as alumni-news."))
        return self._unused("slug", slug)

    def clean_name(self):
        return self._unused("name", " ".join(self.cleaned_data["name"].split()))

    def _unused(self, field: str, value: str) -> str:
        others = Periodical.objects.filter(**{field: value})
        if self.periodical:
            others = others.exclude(pk=self.periodical.pk)
        if others.exists():
            raise ValidationError(_("Another periodical has this already."))
        return value

    def clean_sections(self) -> list[tuple[str, str]]:
        lines = [line.replace("｜", "|").partition("|") for line in self.cleaned_data["sections"].splitlines()]
        found = [(name.strip(), english.strip()) for name, _bar, english in lines if name.strip()]
        if any(len(name) > 60 or len(english) > 80 for name, english in found):
            raise ValidationError(_("The name of a section is at most 60 characters long."))
        if len({name for name, _english in found}) != len(found):
            raise ValidationError(_("Two sections have the same name."))
        return found
