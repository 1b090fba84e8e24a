"""What the office writes about claims, links and requests: (subject, text) in the reader's language."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _


def language_of(user) -> str:
    return (user.language if user else "") or settings.LANGUAGE_CODE


def absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def code(*, code: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("Your code for the alumni site"), page(
            _("Somebody who says to be you has asked for this code on the alumni site:"),
            code,
            _("It is good for ten minutes. If it was not you, do nothing: without the code nothing happens."),
        )


def asked(*, name: str, question: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("A question about your request"), page(
            hello(name),
            _("We have looked at your request to be verified as an alumnus and need to know one thing more:"),
            question,
            _("Please answer here:") + " " + absolute(reverse("alumni:claim")),
        )


def refused(*, name: str, reason: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("About your request to be verified"), page(
            hello(name),
            _("We could not verify you as the alumnus that you named. The reason:"),
            reason,
            _("You can send a new request here:") + " " + absolute(reverse("alumni:claim")),
        )


def accepted(*, name: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("You are verified"), page(
            hello(name),
            _("You are verified as an alumnus of the university. Welcome back. Your pages are here:"),
            absolute(reverse("alumni:claim")),
            _("If you have not asked for this, please tell the alumni office at once."),
        )


def revoked(*, name: str, reason: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("Your verification was taken back"), page(
            hello(name),
            _("The alumni office has taken back that you are verified as an alumnus. The reason:"),
            reason,
            _("If this is a mistake, you can send a new request here:") + " " + absolute(reverse("alumni:claim")),
        )


def correction_link(*, name: str, url: str, days: int, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("Are your data with the alumni office right?"), page(
            hello(name),
            _("With this link you can look at what the alumni office has on file about you, and correct it:"),
            url,
            _("It is good for %(days)s days and needs no account. Please pass it on to nobody: whoever has it sees "
              "your data.") % {"days": days},
        )  # fmt: skip


# `what` is called in the reader's language.
def change_accepted(*, name: str, what: Callable[[], str], language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("Your change was made"), page(
            hello(name), _("The change that you asked for was made: %(what)s.") % {"what": what()}
        )


def change_refused(*, name: str, what: Callable[[], str], reason: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("About the change that you asked for"), page(
            hello(name),
            _("The change that you asked for was not made: %(what)s. The reason:") % {"what": what()},
            reason,
        )


def hello(name: str) -> str:
    return _("Dear %(name)s,") % {"name": name}


def page(*paragraphs: str) -> str:
    return "\n\n".join([*paragraphs, _("The alumni office")]) + "\n"
