"""What is written to those whose turn it is when a chapter is founded: (subject, text) in the reader's language."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, hello, page
from chapters.models import Application, Chapter, Initiator

Mail = tuple[str, str]


def invitation(*, initiator: Initiator, token: str, language: str) -> Mail:
    application = initiator.application
    with translation.override(language):
        return _("Will you found an alumni chapter with us?"), page(
            hello(initiator.name),
            _("%(name)s wants to found %(chapter)s and asks you to be one of its initiators.")
            % {"name": application.applicant, "chapter": _called(application)},
            _("Open this link, sign in as a verified alumnus, and say yes or no:"),
            absolute(reverse("chapters:initiator", args=[token])),
            _("It is good until %(day)s. If you do nothing, nothing happens.")
            % {"day": date_format(initiator.expires_at, "DATE_FORMAT")},
        )


def declined(*, initiator: Initiator, language: str) -> Mail:
    return _to_applicant(
        initiator.application,
        language,
        lambda: _("An initiator has declined"),
        lambda: (
            _("%(name)s does not want to be an initiator. You can invite somebody else here:")
            % {"name": initiator.name}
        ),
    )


def enough(*, application: Application, language: str) -> Mail:
    return _to_applicant(
        application,
        language,
        lambda: _("Enough initiators have confirmed"),
        lambda: (
            _("Enough initiators of %(chapter)s have confirmed. Complete the application and send it here:")
            % {"chapter": _called(application)}
        ),
    )


def submitted(*, application: Application, language: str) -> Mail:
    return _to_office(
        application,
        language,
        lambda: _("An application to found a chapter"),
        lambda: _("%(name)s has sent the application for %(chapter)s. It waits for the office here:"),
    )


def replied(*, application: Application, language: str) -> Mail:
    return _to_office(
        application,
        language,
        lambda: _("An answer about founding a chapter"),
        lambda: _("%(name)s has answered the office’s question about %(chapter)s. It waits for the office here:"),
    )


def reported(*, application: Application, language: str) -> Mail:
    return _to_office(
        application,
        language,
        lambda: _("A founding meeting is reported"),
        lambda: _("%(name)s has reported the founding meeting of %(chapter)s. It waits for the office here:"),
    )


def asked(*, application: Application, language: str) -> Mail:
    return _to_applicant(
        application,
        language,
        lambda: _("A question about founding your chapter"),
        lambda: (
            _("We have looked at the application for %(chapter)s and need to know one thing more:")
            % {"chapter": _called(application)}
        ),
        application.answer,
        lambda: _("Please answer here:"),
    )


def commissioned(*, application: Application, language: str) -> Mail:
    return _to_applicant(
        application,
        language,
        lambda: _("The letter of commission for your chapter"),
        lambda: (
            _("The preparation of %(chapter)s is commissioned; the letter has the number %(number)s.")
            % {"chapter": _called(application), "number": application.letter_no}
        ),
        lambda: _("Please hold the founding meeting and report it. The letter and the next step are here:"),
    )


def sent_back(*, application: Application, language: str) -> Mail:
    return _to_applicant(
        application,
        language,
        lambda: _("A question about the founding meeting"),
        lambda: (
            _("We have looked at the report of the founding meeting of %(chapter)s and need to know more:")
            % {"chapter": _called(application)}
        ),
        application.answer,
        lambda: _("Please complete the report and send it again here:"),
    )


def refused(*, application: Application, language: str) -> Mail:
    return _to_applicant(
        application,
        language,
        lambda: _("About your application to found a chapter"),
        lambda: _("We cannot grant the application for %(chapter)s. The reason:") % {"chapter": _called(application)},
        application.answer,
        lambda: _("What you sent stays here:"),
    )


def recognised(*, application: Application, language: str) -> Mail:
    return _to_applicant(
        application,
        language,
        lambda: _("Your chapter is recognised"),
        lambda: (
            _("%(chapter)s is recognised, and its first term is on record. Congratulations. The way to its pages:")
            % {"chapter": _called(application)}
        ),
    )


def elected(*, chapter: Chapter, name: str, post: Callable[[], str], language: str) -> Mail:
    with translation.override(language):
        return _("You are on the council of an alumni chapter"), page(
            hello(name),
            _("%(chapter)s is recognised, and you stand on record as its %(post)s.")
            % {"chapter": chapter.shown_name, "post": post()},
            _("If this is a mistake, please tell the alumni office."),
        )


def _called(application: Application) -> str:
    return application.name or str(application.get_kind_display())


Words = str | Callable[[], str]


def _to_applicant(application: Application, language: str, subject: Callable[[], str], *words: Words) -> Mail:
    with translation.override(language):
        said = [each if isinstance(each, str) else each() for each in words]
        address = absolute(reverse("chapters:application", args=[application.pk]))
        return subject(), page(hello(str(application.applicant or "")), *said, address)


def _to_office(application: Application, language: str, subject: Callable[[], str], words: Callable[[], str]) -> Mail:
    with translation.override(language):
        told = {"name": str(application.applicant or "—"), "chapter": _called(application)}
        address = absolute(reverse("admin:chapters_application_change", args=[application.pk]))
        return subject(), page(words() % told, address)
