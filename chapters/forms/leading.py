"""The public page of a chapter, as its officers keep it; `cleaned_data` are the arguments of services.pages."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from chapters.models import Chapter
from chapters.services.pages import FIELDS, LOGO_SIDE, PHOTO_SIDE

from .fields import PictureField

PICTURE_HELP = gettext_lazy("JPEG or PNG, at most 10 MB. It is drawn anew; where it was taken is removed.")


class PageForm(StyledForm):
    introduction = forms.CharField(
        label=gettext_lazy("Introduction"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Who you are, what you do, and whom a newcomer meets. An empty line begins a paragraph."
        ),
    )  # fmt: skip
    introduction_en = forms.CharField(
        label=gettext_lazy("Introduction in English"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, required=False,
        help_text=gettext_lazy("Everyone sees the chapter’s contact: give an address of the chapter, not of a person."),
    )  # fmt: skip
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    website = forms.URLField(label=gettext_lazy("Website"), max_length=200, required=False, assume_scheme="https")
    wechat_account = forms.CharField(label=gettext_lazy("WeChat public account"), max_length=60, required=False)
    admission = forms.ChoiceField(label=gettext_lazy("Who becomes a member"), choices=Chapter.Admission)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def clean_website(self):
        address = self.cleaned_data["website"]
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError(_("A web address begins with https:// or http://."))
        return address

    def clean_phone(self):
        number = self.cleaned_data["phone"]
        if number and not set(number) <= set("0123456789+()-–/ ,;转"):
            raise ValidationError(_("Enter a telephone number, such as +86 531 8836 0000."))
        return number

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in FIELDS}


class LogoForm(StyledForm):
    logo = PictureField(longest_side=LOGO_SIDE, label=gettext_lazy("Logo"), help_text=PICTURE_HELP)


class CaptionForm(StyledForm):
    caption = forms.CharField(
        label=gettext_lazy("Caption"), max_length=200,
        help_text=gettext_lazy("What is to be seen, when and where: read aloud to those who cannot see it."),
    )  # fmt: skip
    caption_en = forms.CharField(label=gettext_lazy("Caption in English"), max_length=200, required=False)


class PhotoForm(CaptionForm):
    photo = PictureField(longest_side=PHOTO_SIDE, label=gettext_lazy("Photograph"), help_text=PICTURE_HELP)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ["photo", "caption", "caption_en"]
