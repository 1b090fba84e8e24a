"""The parts of an event: sessions, speakers, files, tickets, questions, invitation links."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.documents import uploads
from events.models import Event, Material, Question, Session, Speaker, Ticket

from .times import HoursForm, hour, label, offer_places, places
from .words import OneLine

MOST_SEATS = 1_000_000
MOST_CHOICES = 20
LONGEST_SIDE = 1600  # pixels of a photograph


def seats(model) -> forms.IntegerField:
    return forms.IntegerField(
        label=label("capacity", model), min_value=1, max_value=MOST_SEATS, required=False,
        help_text=model._meta.get_field("capacity").help_text,
    )  # fmt: skip


def order(model) -> forms.IntegerField:
    return forms.IntegerField(label=label("order", model), min_value=0, max_value=999, initial=10)


def key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SessionForm(HoursForm):
    """Arguments of services.sessions.save_session(), or with a key of add_session()."""

    title = OneLine(label=label("title", Session), max_length=120)
    title_en = OneLine(label=label("title_en", Session), max_length=160, required=False)
    starts_at = hour("starts_at", model=Session, required=True)
    ends_at = hour("ends_at", model=Session, required=True)
    place = places()
    where = forms.CharField(label=label("where", Session), max_length=200, required=False)
    where_en = forms.CharField(label=label("where_en", Session), max_length=200, required=False)
    text = forms.CharField(
        label=label("text", Session), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    text_en = forms.CharField(
        label=label("text_en", Session), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_chosen = forms.BooleanField(
        label=label("is_chosen", Session), required=False, help_text=Session._meta.get_field("is_chosen").help_text
    )
    capacity = seats(Session)
    version = version()

    def __init__(self, *args, event: Event, session: Session | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.use_zone(event.time_zone)
        offer_places(self.fields["place"], session.place_id if session else None)
        _one_of(self, session)

    def clean(self):
        data = super().clean()
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and starts_at < self.event.starts_at:
            self.add_error("starts_at", _("This is before the event begins."))
        if ends_at and ends_at > self.event.ends_at and "ends_at" not in self.errors:
            self.add_error("ends_at", _("This is after the event ends."))
        if data.get("capacity") and not data.get("is_chosen"):
            self.add_error("capacity", _("Seats are counted only where people say whether they come."))
        return data


def _one_of(form: forms.Form, row) -> None:
    """A new row is known by its key, one that is there by its version."""
    if row is None:
        del form.fields["version"]
        form.fields["key"] = key()


class TicketForm(StyledForm):
    """Arguments of services.tickets.save_ticket() and add_ticket()."""

    name = OneLine(label=label("name", Ticket), max_length=80)
    name_en = OneLine(label=label("name_en", Ticket), max_length=120, required=False)
    holder = forms.ChoiceField(label=label("holder", Ticket), choices=Ticket.Holder.choices)
    capacity = seats(Ticket)
    fee_note = forms.CharField(label=label("fee_note", Ticket), max_length=120, required=False)
    fee_note_en = forms.CharField(label=label("fee_note_en", Ticket), max_length=160, required=False)
    order = order(Ticket)
    version = version()

    def __init__(self, *args, event: Event, ticket: Ticket | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if ticket is None:
            del self.fields["version"]


class QuestionForm(StyledForm):
    """Arguments of services.questions.save_question(), or with a key of add_question()."""

    kind = forms.ChoiceField(label=label("kind", Question), choices=Question.Kind.choices)
    text = OneLine(label=label("text", Question), max_length=200)
    text_en = OneLine(label=label("text_en", Question), max_length=240, required=False)
    choices = forms.CharField(
        label=label("choices", Question), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One a line; the English words after a bar: 素食 | Vegetarian"),
    )  # fmt: skip
    is_required = forms.BooleanField(label=label("is_required", Question), required=False)
    order = order(Question)
    version = version()

    def __init__(self, *args, event: Event, question: Question | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        _one_of(self, question)

    def clean_choices(self) -> list[tuple[str, str]]:
        lines = [line.replace("｜", "|").partition("|") for line in self.cleaned_data["choices"].splitlines()]
        found = [(" ".join(chinese.split()), " ".join(english.split())) for chinese, _bar, english in lines]
        found = [(chinese, english) for chinese, english in found if chinese]
        if any(len(chinese) > 80 or len(english) > 120 for chinese, english in found):
            raise ValidationError(_("An answer is at most 80 characters long."))
        if len(found) > MOST_CHOICES:
            raise ValidationError(_("At most %(number)s answers.") % {"number": MOST_CHOICES})
        if len({chinese for chinese, _english in found}) != len(found):
            raise ValidationError(_("Two answers are the same."))
        return found

    def clean(self):
        data = super().clean()
        found = data.get("choices", [])
        kind = data.get("kind")
        if kind in (Question.Kind.CHOICE, Question.Kind.CHOICES) and len(found) < 2 and "choices" not in self.errors:
            self.add_error("choices", _("There are at least two answers to choose from."))
        if kind in (Question.Kind.TEXT, Question.Kind.PLATE) and found:
            self.add_error("choices", _("To a question of this kind people write what they like."))
        data["choices"] = [chinese for chinese, _english in found]
        data["choices_en"] = [english for _chinese, english in found]
        return data


def choices_as_lines(question: Question) -> str:
    english = [*question.choices_en, *[""] * len(question.choices)]
    return "\n".join(
        f"{one} | {other}" if other else one for one, other in zip(question.choices, english, strict=False)
    )


class SpeakerForm(StyledForm):
    """Arguments of services.speakers.save_speaker(), or with a key of add_speaker()."""

    name = OneLine(label=label("name", Speaker), max_length=80)
    name_en = OneLine(label=label("name_en", Speaker), max_length=120, required=False)
    role = OneLine(label=label("role", Speaker), max_length=160, required=False)
    role_en = OneLine(label=label("role_en", Speaker), max_length=200, required=False)
    topic = OneLine(label=label("topic", Speaker), max_length=200, required=False)
    topic_en = OneLine(label=label("topic_en", Speaker), max_length=240, required=False)
    order = order(Speaker)
    version = version()

    def __init__(self, *args, speaker: Speaker | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        _one_of(self, speaker)


class FindPersonForm(StyledForm):
    name = forms.CharField(label=gettext_lazy("Name on record"), max_length=60)


class MaterialForm(StyledForm):
    """Arguments of services.materials.add_material(); `upload` is one. A photograph is made smaller."""

    kind = forms.ChoiceField(label=label("kind", Material), choices=Material.Kind.choices)
    upload = forms.FileField(
        label=label("file", Material), help_text=gettext_lazy("PDF, Word, Excel, JPEG or PNG, at most 10 MB.")
    )
    title = OneLine(label=label("title", Material), max_length=120)
    title_en = OneLine(label=label("title_en", Material), max_length=160, required=False)
    session = forms.ModelChoiceField(
        label=label("session", Material), queryset=Session.objects.none(), required=False,
        empty_label=gettext_lazy("the whole event"),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=label("is_public", Material), required=False,
        help_text=gettext_lazy("Otherwise for those who are registered."),
    )  # fmt: skip
    key = key()

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = event.sessions.order_by("starts_at", "pk")  # type: ignore[attr-defined]

    def clean_upload(self):
        file = self.cleaned_data["upload"]
        try:
            if file.size > uploads.MOST_BYTES:
                raise uploads.Unreadable
            return uploads.inspect(file.read(), office=True)
        except uploads.Unreadable as error:
            raise ValidationError(_("This file cannot be read, or is larger than 10 MB.")) from error

    def clean(self):
        data = super().clean()
        upload = data.get("upload")
        if upload and data.get("kind") == Material.Kind.PHOTOGRAPH:
            if upload.kind in uploads.PICTURES.values():
                data["upload"] = uploads.picture(upload.content, longest_side=LONGEST_SIDE)
            else:
                self.add_error("upload", _("A photograph is a JPEG or PNG."))
        return data


class InviteForm(HoursForm):
    """Arguments of services.tickets.make_invite()."""

    label = OneLine(
        label=label("label", Event._meta.get_field("invites").related_model), max_length=120,
        help_text=gettext_lazy("Only who runs the event reads it: the class of 1996, the press."),
    )  # fmt: skip
    ticket = forms.ModelChoiceField(
        label=gettext_lazy("Kind of ticket"), queryset=Ticket.objects.none(), required=False, empty_label="—"
    )
    until = hour("until", model=Event._meta.get_field("invites").related_model)
    key = key()

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_zone(event.time_zone)
        self.fields["ticket"].queryset = event.tickets.order_by("order", "pk")  # type: ignore[attr-defined]
