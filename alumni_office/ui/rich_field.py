"""A field for rich text: an editor where there is JavaScript, the marks themselves where there is none."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import JSON, Media

from . import rich

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}
# What the editor says; its own catalogues have no Chinese.
WORDS = {
    "URL": gettext_lazy("Address of the page"),
    "Title": gettext_lazy("Title"),
    "Edit Link": gettext_lazy("Edit the link"),
    "Update": gettext_lazy("Change"),
    "Insert": gettext_lazy("Insert"),
    "Cancel": gettext_lazy("Cancel"),
    "List type": gettext_lazy("Kind of numbers"),
    "List properties": gettext_lazy("About the list"),
    "Start at": gettext_lazy("Begin with"),
    "Decimal numbers": gettext_lazy("1, 2, 3"),
    "Lowercase letters": gettext_lazy("a, b, c"),
    "Uppercase letters": gettext_lazy("A, B, C"),
    "Lowercase Roman numerals": gettext_lazy("i, ii, iii"),
    "Uppercase Roman numerals": gettext_lazy("I, II, III"),
}


class RichTextWidget(ProseEditorWidget):
    def __init__(self, attrs=None):
        super().__init__(attrs, config={"extensions": EXTENSIONS}, preset="configurable")


class RichTextField(forms.CharField):
    """Cleaned by the one profile of `rich`; `max_length` counts what is stored."""

    widget = RichTextWidget

    def clean(self, value):
        cleaned = rich.clean(super().clean(value))
        if self.max_length and len(cleaned) > self.max_length:
            raise ValidationError(_("This text is too long."))
        if self.required and not cleaned:
            raise ValidationError(self.error_messages["required"], code="required")
        return cleaned


def media_of(form, request) -> Media:
    """The editor's files with the nonce of this answer."""
    words = Media(js=[JSON({key: str(value) for key, value in WORDS.items()}, id="rich-words"), "js/rich.js"])
    return Media.from_media(words + form.media, nonce=str(request.csp_nonce))
