"""What the editors answer to who sent in a story: (subject, text) in the sender's language."""

from django.utils import translation
from django.utils.translation import gettext as _

from alumni.emails.claims import hello, page


def received(*, name: str, title: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("We have your suggestion"), page(
            hello(name),
            _("Thank you for “%(title)s”. An editor reads it and tells you what becomes of it.") % {"title": title},
        )


def in_editing(*, name: str, title: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("Your suggestion is being edited"), page(
            hello(name),
            _("We are working on “%(title)s” and may come back to you with questions.") % {"title": title},
        )


def accepted(*, name: str, title: str, answer: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        said = [answer] if answer else []
        return _("Your suggestion is accepted"), page(
            hello(name), _("We take “%(title)s”. Thank you.") % {"title": title}, *said
        )


def declined(*, name: str, title: str, answer: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("About your suggestion"), page(
            hello(name),
            _("We cannot take “%(title)s”. The reason:") % {"title": title},
            answer,
            _("Thank you all the same, and please write to us again."),
        )
