"""What the office types to enter a council itself."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from chapters.models import Chapter, Seat
from chapters.services.council.posts import USUAL

from .council import LONGEST_TERM
from .fields import DayField
from .uploads import DocumentField

EARLIEST, LATEST = 1900, 2100  # years in which a term may begin


class EnterTermForm(StyledForm):
    """A council that was elected already, as the office enters it."""

    number = forms.IntegerField(label=gettext_lazy("Which term"), min_value=1, max_value=200)
    starts_on = DayField(label=gettext_lazy("Term from"))
    ends_on = DayField(label=gettext_lazy("Term until"))
    file = DocumentField(label=gettext_lazy("Minutes of the election"), required=False)

    def clean(self):
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and not EARLIEST <= first.year <= LATEST:
            self.add_error("starts_on", _("Look at the year again."))
        elif first and last and last <= first:
            self.add_error("ends_on", _("The term cannot end before it has begun."))
        elif first and last and (last - first).days > 366 * LONGEST_TERM:
            self.add_error("ends_on", _("No term is longer than ten years. Look at the year again."))
        return data

    @property
    def values(self) -> dict:
        """The arguments of entering.enter_term()."""
        data = dict(self.cleaned_data)
        sent = data.pop("file")
        return data | ({"upload": sent.upload, "name": sent.name} if sent else {})


class OfficerForm(StyledForm):
    """Who holds which post: of the people whom the search found."""

    person = forms.TypedChoiceField(
        label=pgettext_lazy("council", "Person"), coerce=int, widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Look for the person again, and choose one of those found.")},
    )  # fmt: skip
    seat = forms.ChoiceField(label=pgettext_lazy("council", "Post"))
    from_on = DayField(label=gettext_lazy("In the post from"))

    def __init__(self, *args, chapter: Chapter, people: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.posts = {f"post-{post.pk}": post for post in chapter.posts.order_by("name")}
        own = [(key, post.shown_name) for key, post in self.posts.items()]
        self.offer("person", people)
        self.fields["person"].widget.attrs["class"] = "form-check-input"
        self.offer("seat", [("", "—"), *((seat.value, seat.label) for seat in USUAL), *own])

    @property
    def values(self) -> dict:
        """The arguments of entering.name_officer() beside the person."""
        post = self.posts.get(self.cleaned_data["seat"])
        seat = Seat.OTHER if post else self.cleaned_data["seat"]
        return {"seat": seat, "post": post, "from_on": self.cleaned_data["from_on"]}


class EndPostForm(StyledForm):
    last_day = DayField(
        label=gettext_lazy("Last day in the post"),
        help_text=gettext_lazy("The right to the chapter’s pages ends with it. A day before the first one takes the "
                               "entry off, as a mistake."),
    )  # fmt: skip
