"""What is typed about an event: its words, and who holds it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College
from alumni_office.accounts.roles import Permission
from alumni_office.ui.rich_field import RichTextField
from chapters.models import Chapter
from events.models import Event, Kind, Series

from .times import TimesMixin, zone_field


def label(name: str, model=Event):
    return capfirst(model._meta.get_field(name).verbose_name)


def help_of(name: str, model=Event):
    return model._meta.get_field(name).help_text


class OneLine(forms.CharField):
    def clean(self, value):
        return " ".join(super().clean(value).split())


class SeriesField(forms.ModelChoiceField):
    def __init__(self):
        super().__init__(label=label("series"), queryset=Series.objects.order_by("order", "name"), required=False)
        self.empty_label = "—"


class WordsForm(StyledForm):
    """Arguments of services.planning.save_words()."""

    kind = forms.ChoiceField(label=label("kind"), choices=Kind.choices)
    series = SeriesField()
    title = OneLine(label=label("title"), max_length=120)
    title_en = OneLine(label=label("title_en"), max_length=160, required=False)
    summary = OneLine(
        label=label("summary"), max_length=300, required=False,
        help_text=gettext_lazy("It stands in lists, in feeds and where somebody shares the page."),
    )  # fmt: skip
    summary_en = OneLine(label=label("summary_en"), max_length=400, required=False)
    text = RichTextField(label=label("text"), max_length=20_000, required=False)
    text_en = RichTextField(label=label("text_en"), max_length=20_000, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("text", "text_en"):
            self.fields[name].widget.attrs |= {"rows": 14}

    def clean(self):
        data = super().clean()
        if (data.get("text_en") or data.get("summary_en")) and not data.get("title_en"):
            self.add_error("title_en", _("The English text needs a title."))
        return data


class NewEventForm(TimesMixin, StyledForm):
    """Arguments of services.planning.create_event(); of a chapter's officer without a host to choose."""

    kind = forms.ChoiceField(label=label("kind"), choices=Kind.choices)
    series = SeriesField()
    host = forms.ChoiceField(label=pgettext_lazy("event", "Held by"))
    title = OneLine(label=label("title"), max_length=120)
    title_en = OneLine(label=label("title_en"), max_length=160, required=False)
    time_zone = zone_field()
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["kind", "series", "host", "title", "title_en", "time_zone", "starts_at", "ends_at"]

    def __init__(self, *args, user=None, chapter: Chapter | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.chapter = chapter
        if chapter:
            del self.fields["host"]
            self.initial = {"time_zone": chapter.time_zone, "kind": Kind.CHAPTER, **self.initial}
        else:
            self.offer("host", hosts(user))
        self.read_zone(chapter.time_zone if chapter else None)

    @property
    def arguments(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        kind, _colon, number = said.pop("host", "").partition(":")
        college = College.objects.get(pk=number) if kind == "college" else None
        chapter = Chapter.objects.get(pk=number) if kind == "chapter" else self.chapter
        return said | {"college": college, "chapter": chapter}


def hosts(user) -> list[tuple[str, str]]:
    """For whom `user` may plan: the office and everybody, or the colleges of the grant."""
    reach = user.reach(Permission.EVENT_EDIT)
    colleges = College.objects.order_by("name")
    if not reach.everyone:
        return [(f"college:{each.pk}", str(each)) for each in colleges.filter(pk__in=reach.college_ids)]
    chapters = Chapter.objects.listed().order_by("name")
    return [
        ("office", _("The alumni office")),
        *((f"college:{each.pk}", str(each)) for each in colleges.select_related("school")),
        *((f"chapter:{each.pk}", each.shown_name) for each in chapters),
    ]
