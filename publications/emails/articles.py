"""What the editors write to the people of an article: (subject, text) in the reader's language."""

from django.utils import translation
from django.utils.translation import gettext as _

from alumni.emails.claims import hello, page


def consent_asked(*, name: str, url: str, days: int, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("We wrote about you: may we publish it?"), page(
            hello(name),
            _(
                "An article of ours names you. Nothing is published before you have read it and agreed. Please read "
                "the text and look at the photographs here, and tell us whether we may:"
            ),
            url,
            _(
                "The link is good for %(days)s days and needs no account; afterwards it is the way to take your word "
                "back. Please pass it on to nobody. If something is wrong in the text, reply to this mail."
            )
            % {"days": days},
        )
