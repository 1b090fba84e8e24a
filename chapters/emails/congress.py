"""What delegates of a congress are written: (subject, text) in the reader's language."""

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute
from alumni_office.ui import office
from chapters.models import Delegate


def named(delegate: Delegate, *, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("You are named as a delegate"), _page(
            delegate,
            _("%(body)s has named you as its delegate to this congress:"),
            _("The alumni office now looks at the credentials; a mail says when they are in order. If you cannot come, "
              "please tell whoever named you, or the alumni office, so that somebody else can be named."),
        )  # fmt: skip


def withdrawn(delegate: Delegate, *, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("You are no longer named as a delegate"), _page(
            delegate, _("%(body)s no longer names you as its delegate to this congress:"),
            _("If you did not expect this, please ask whoever named you."),
        )  # fmt: skip


def confirmed(delegate: Delegate, *, language: str) -> tuple[str, str]:
    with translation.override(language):
        where = absolute(reverse("chapters:congress-credential", args=[delegate.congress_id]))
        return _("Your credentials are in order"), _page(
            delegate, _("You come as a delegate of %(body)s to this congress:"),
            _("The number of your credentials is %(number)s. Say it at the door, or show the code on the paper.")
            % {"number": delegate.number},
            _("The paper to print, for those who sign in on our site:") + " " + where,
        )  # fmt: skip


def refused(delegate: Delegate, *, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("About your credentials as a delegate"), _page(
            delegate,
            _("%(body)s had named you as its delegate to this congress:"),
            _("The alumni office could not accept the credentials. The reason:") + "\n" + delegate.reason,
        )


def _page(delegate: Delegate, opening: str, *more: str) -> str:
    congress = delegate.congress
    days = date_format(congress.starts_on, "DATE_FORMAT")
    if congress.ends_on != congress.starts_on:
        days += " – " + date_format(congress.ends_on, "DATE_FORMAT")
    return "\n\n".join(
        [
            _("Dear %(name)s,") % {"name": delegate},
            opening % {"body": delegate.delegation.shown_name},
            "\n".join(filter(None, [congress.shown_name, days, congress.place])),
            *more,
            "\n".join(filter(None, [office.university(), _("Alumni Office")])),
        ]
    )
