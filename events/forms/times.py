"""Hours are typed by the clocks of the event's place."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from chapters.forms.writing import LocalHourField
from chapters.models.zones import HOME, TIME_ZONES, zone_label
from events.models import Event, Place

ZONES = dict(TIME_ZONES)
LONGEST = timedelta(days=60)


def label(name: str, model=Event):
    return capfirst(model._meta.get_field(name).verbose_name)


def hour(name: str, *, model=Event, required: bool = False, help_text="") -> LocalHourField:
    return LocalHourField(label=label(name, model), required=required, help_text=help_text)


def zone_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label("time_zone"), initial=HOME,
        choices=[(HOME, gettext_lazy("Beijing time")), *((name, text) for name, text in TIME_ZONES if name != HOME)],
        help_text=gettext_lazy("The hours below are typed by the clocks there."),
    )  # fmt: skip


def places():
    return forms.ModelChoiceField(
        label=pgettext_lazy("where it is held", "Place"), queryset=Place.objects.none(), required=False,
        empty_label="—",
    )  # fmt: skip


def offer_places(field, chosen_id: int | None) -> None:
    """Those that are offered, and the one that is chosen already."""
    offered = Place.objects.filter(Q(closed_at__isnull=True) | Q(pk=chosen_id))
    field.queryset = offered.order_by("name")


class HoursForm(StyledForm):
    """Its hours are by the clocks of one zone; an end lies after its beginning."""

    def use_zone(self, name: str) -> None:
        from_name = Event(time_zone=name)
        for field in self.fields.values():
            if isinstance(field, LocalHourField):
                field.zone = from_name.zone
                if not field.help_text:
                    field.help_text = _("By the clock there: %(zone)s.") % {"zone": zone_label(name)}

    def clean(self):
        data = super().clean()
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The end lies before the start."))
        elif starts_at and ends_at and ends_at - starts_at > LONGEST:
            self.add_error("ends_at", _("This is more than two months after the start. Look at the year again."))
        return data


class TimesMixin(HoursForm):
    """Where the zone itself is chosen in the form: the hours that came with it are of the zone that came with it."""

    starts_at = hour("starts_at", required=True)
    ends_at = hour("ends_at", required=True)

    def read_zone(self, known: str | None = None) -> None:
        said = self.data.get("time_zone") if self.is_bound else None
        self.use_zone(said if said in ZONES else known or HOME)


class TimeForm(TimesMixin):
    """Arguments of services.planning.change_time()."""

    time_zone = zone_field()
    place = places()
    where = forms.CharField(label=label("where"), max_length=200, required=False)
    where_en = forms.CharField(label=label("where_en"), max_length=200, required=False)
    online_url = forms.URLField(
        label=label("online_url"), required=False, assume_scheme="https",
        help_text=Event._meta.get_field("online_url").help_text,
    )  # fmt: skip
    moves_parts = forms.BooleanField(
        label=gettext_lazy("Move its parts by as much"), required=False, initial=True,
        help_text=gettext_lazy("By the clocks there, when the beginning changes."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    field_order = ["time_zone", "starts_at", "ends_at"]

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.read_zone(event.time_zone)
        offer_places(self.fields["place"], event.place_id)
        self.event = event

    def clean(self):
        data = super().clean()
        starts_at, closes_at = data.get("starts_at"), self.event.closes_at
        if starts_at and closes_at and closes_at > starts_at:
            self.add_error("starts_at", _("The deadline of registration lies after this: set an earlier one first."))
        moves_up_until = self.event.moves_up_until
        if starts_at and moves_up_until and moves_up_until > starts_at:
            self.add_error("starts_at", _("The waiting list moves up later than this: set an earlier time first."))
        return data


class RulesForm(HoursForm):
    """Arguments of services.planning.change_rules()."""

    capacity = forms.IntegerField(
        label=label("capacity"), min_value=1, max_value=1_000_000, required=False,
        help_text=Event._meta.get_field("capacity").help_text,
    )  # fmt: skip
    opens_at = hour("opens_at")
    closes_at = hour("closes_at")
    is_public = forms.BooleanField(
        label=label("is_public"), required=False, help_text=Event._meta.get_field("is_public").help_text
    )
    guests_allowed = forms.BooleanField(label=label("guests_allowed"), required=False)
    needs_approval = forms.BooleanField(label=label("needs_approval"), required=False)
    companions_most = forms.IntegerField(label=label("companions_most"), min_value=0, max_value=20)
    has_waiting_list = forms.BooleanField(label=label("has_waiting_list"), required=False)
    moves_up_until = hour("moves_up_until")
    reminder_days = forms.IntegerField(
        label=label("reminder_days"), min_value=0, max_value=60, help_text=gettext_lazy("0: no reminder.")
    )
    fee_note = forms.CharField(label=label("fee_note"), max_length=200, required=False)
    fee_note_en = forms.CharField(label=label("fee_note_en"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.use_zone(event.time_zone)

    def clean(self):
        data = super().clean()
        opens_at, closes_at = data.get("opens_at"), data.get("closes_at")
        if closes_at and closes_at > self.event.starts_at:
            self.add_error("closes_at", _("The deadline of registration lies after the start."))
        if opens_at and closes_at and opens_at >= closes_at:
            self.add_error("opens_at", _("Registration would open after its deadline."))
        if (until := data.get("moves_up_until")) and until > self.event.starts_at:
            self.add_error("moves_up_until", _("The waiting list cannot move up after the start."))
        return data
