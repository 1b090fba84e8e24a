"""What an editor types into a mailing."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import Consent
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.ui.rich_field import RichTextField
from chapters.forms.fields import PictureField
from chapters.queries.page import public_gatherings
from events.queries import public
from publications.emails import fields
from publications.models import Article, MailingVersion, Periodical
from publications.services.composing.pictures import LONGEST
from publications.services.composing.testing import MOST

LINKS = {"{{ web }}", "{{ preferences }}", "{{ unsubscribe }}"}
PURPOSES = [Consent.Purpose.CONTACT, Consent.Purpose.FUNDRAISING]


class LineField(forms.CharField):
    """One line that a header of a mail may hold, merge fields included. Raises what they lack as a sentence."""

    def clean(self, value):
        text = super().clean(value)
        if any(ord(char) < 32 or char in "\x7f\x85\u2028\u2029" for char in text):
            raise ValidationError(_("This must be one line."))
        return _with_fields(text)


def _with_fields(text: str) -> str:
    try:
        fields.split(text)
    except fields.BadField as error:
        raise ValidationError(str(error)) from None
    return text


class LinkField(forms.CharField):
    """A full address of the web or a mailbox, or one of the links of the mail itself."""

    def __init__(self, **options):
        super().__init__(max_length=500, **options)

    def clean(self, value):
        link = super().clean(value)
        if link in self.empty_values or link in LINKS or link.startswith("mailto:"):
            return link
        URLValidator(schemes=["http", "https"], message=_("Write the whole address, with https://."))(link)
        return link


class NewMailingForm(StyledForm):
    title = LineField(
        label=gettext_lazy("Title for the office"), max_length=120,
        help_text=gettext_lazy("Nobody outside reads it: “Newsletter, spring”."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("First language"), choices=MailingVersion.Language)
    subject = LineField(label=gettext_lazy("Subject"), max_length=200)
    days = forms.IntegerField(
        label=gettext_lazy("Begin with what the site published in the last days"), min_value=1, max_value=365,
        required=False, help_text=gettext_lazy("Empty for an empty letter."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4(), "days": 30}, **kwargs)


class SettingsForm(StyledForm):
    title = LineField(label=gettext_lazy("Title for the office"), max_length=120)
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"), choices=[(each.value, each.label) for each in PURPOSES],
        help_text=gettext_lazy("Whoever agreed to news did not agree to be asked for money."),
    )  # fmt: skip
    periodical = forms.ModelChoiceField(
        label=gettext_lazy("Part of a periodical"), queryset=Periodical.objects.in_order(), required=False,
        empty_label=gettext_lazy("none: a letter by itself"),
        help_text=gettext_lazy("Whoever ended or paused it gets no such letter, and the link to unsubscribe ends it "
                               "alone."),
    )  # fmt: skip
    quiet_days = forms.IntegerField(
        label=gettext_lazy("Not to those whom a mailing reached in the last days"), min_value=0, max_value=365,
        required=False, help_text=gettext_lazy("0 for everybody. A person’s own limit holds in any case."),
    )  # fmt: skip
    from_name = LineField(label=gettext_lazy("Sender’s name"), max_length=80, required=False)
    reply_to = forms.EmailField(label=gettext_lazy("Replies to"), required=False)
    per_minute = forms.IntegerField(
        label=gettext_lazy("At most a minute"), min_value=1, max_value=1_000_000, required=False,
        help_text=gettext_lazy("Empty for as fast as the servers take it."),
    )  # fmt: skip
    counts_clicks = forms.BooleanField(
        label=gettext_lazy("Count in sum how often each link is opened"), required=False,
        help_text=gettext_lazy("The letter says so. Who opens a link is not noted."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_quiet_days(self):
        return self.cleaned_data["quiet_days"] or 0


class CopyForm(forms.Form):
    key = forms.UUIDField()


class WordsForm(StyledForm):
    subject = LineField(label=gettext_lazy("Subject"), max_length=200)
    preheader = LineField(
        label=gettext_lazy("First line for the list of mails"), max_length=150, required=False,
        help_text=gettext_lazy("What a telephone shows below the subject."),
    )  # fmt: skip


class BlockForm(StyledForm):
    """`values` is what the block keeps beside its kind."""

    kind = ""
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *args, mailing, **kwargs):
        super().__init__(*args, **kwargs)
        self.mailing = mailing

    @property
    def values(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


class HeadingForm(BlockForm):
    kind = "heading"
    text = LineField(label=gettext_lazy("Heading"), max_length=120)


class TextForm(BlockForm):
    kind = "text"
    html = RichTextField(label=gettext_lazy("Text"), max_length=20_000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["html"].help_text = _(
            "Fields of the reader: %(fields)s. What stands after the bar is printed when nothing is known."
        ) % {"fields": _(", ").join(f"{label} {{{{ {name}|… }}}}" for name, label in fields.FIELDS.items())}

    def clean_html(self):
        return _with_fields(self.cleaned_data["html"])


class ArticleForm(BlockForm):
    kind = "article"
    id = forms.TypedChoiceField(label=gettext_lazy("Article"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        latest = Article.objects.published().order_by("-issue__published_at", "order").select_related("issue")[:200]
        self.offer("id", [(row.pk, f"{row.title} ({row.issue})") for row in latest])


class GatheringForm(BlockForm):
    kind = "gathering"
    id = forms.TypedChoiceField(label=gettext_lazy("Event"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ahead = public_gatherings().filter(starts_at__gte=timezone.now())
        rows = ahead.select_related("chapter").order_by("starts_at")[:200]
        self.offer("id", [(row.pk, f"{row.title} ({row.chapter}, {_day(row)})") for row in rows])


def _day(gathering) -> str:
    return gathering.starts_at.astimezone(gathering.chapter.zone).date().isoformat()


class EventForm(BlockForm):
    kind = "event"
    id = forms.TypedChoiceField(label=gettext_lazy("Event"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = public.coming()[:200]
        self.offer("id", [(row.pk, f"{row.shown_title} ({_day_of_event(row)})") for row in rows])


def _day_of_event(event) -> str:
    return event.starts_at.astimezone(event.zone).date().isoformat()


class PictureForm(BlockForm):
    """A new picture is in `cleaned_data["file"]`; without one the picture stays."""

    kind = "picture"
    file = PictureField(
        longest_side=LONGEST, label=gettext_lazy("Picture"), required=False,
        help_text=gettext_lazy("JPEG or PNG, at most 10 MB."),
    )  # fmt: skip
    alt = LineField(
        label=gettext_lazy("What it shows"), max_length=200,
        help_text=gettext_lazy("Read out to those who do not see it, and printed where pictures are off."),
    )  # fmt: skip
    url = LinkField(label=gettext_lazy("Leads to"), required=False)

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload is None and not self.initial.get("id"):
            raise ValidationError(_("Choose a picture."), code="required")
        return upload

    @property
    def values(self) -> dict:
        kept = {name: self.cleaned_data[name] for name in ("alt", "url")}
        return {"id": self.initial.get("id"), **kept}


class ButtonForm(BlockForm):
    kind = "button"
    text = LineField(label=gettext_lazy("Words on the button"), max_length=40)
    url = LinkField(label=gettext_lazy("Leads to"))


BLOCK_FORMS = {
    form.kind: form for form in (HeadingForm, TextForm, ArticleForm, EventForm, GatheringForm, PictureForm, ButtonForm)
}


class TestForm(StyledForm):
    to = forms.CharField(
        label=gettext_lazy("Send a test to"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("At most ten addresses, one a line."),
    )  # fmt: skip
    person = forms.TypedChoiceField(
        label=gettext_lazy("As it would be for"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args, people, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.offer("person", [("", _("a reader of whom nothing is known")), *((each.pk, str(each)) for each in people)])

    def clean_to(self):
        addresses = self.cleaned_data["to"].replace(",", "\n").replace(";", "\n").split()
        for address in addresses:
            validate_email(address)
        if not 1 <= len(addresses) <= MOST:
            raise ValidationError(_("At most %(count)s addresses.") % {"count": MOST})
        if not self.user.may(Permission.MAILING_SEND):
            self._insist_on_colleagues(addresses)
        return list(dict.fromkeys(addresses))

    def _insist_on_colleagues(self, addresses: list[str]) -> None:
        """Who writes and does not send writes to nobody outside, tests included."""
        colleagues = User.objects.filter(is_active=True, is_staff=True).annotate(lower=Lower("email"))
        known = set(colleagues.filter(lower__in=map(str.lower, addresses)).values_list("lower", flat=True))
        if strange := next((address for address in addresses if address.lower() not in known), None):
            raise ValidationError(
                _("%(address)s is no colleague’s address. Whoever may send mailings may test to any.")
                % {"address": strange}
            )
