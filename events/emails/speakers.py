"""What the office writes to those who speak: (subject, text) in the reader's language."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.models import Event


def speaker_asked(*, name: str, event: Event, url: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        day = date_format(timezone.localtime(event.starts_at, event.zone), "DATE_FORMAT")
        return _("You speak at “%(event)s”: may we name you?") % {"event": event}, "\n\n".join(
            [
                _("Dear %(name)s,") % {"name": name},
                _(
                    "You stand in our plan as a speaker at “%(event)s” on %(day)s. Your name, who you are and what you "
                    "speak about appear on the public page of the event only if you agree. Please look at it and tell "
                    "us here:"
                )
                % {"event": event, "day": day},
                url,
                _(
                    "The link needs no account, and stays good: you can change your answer at any time. Please pass it "
                    "on to nobody."
                ),
                _("The alumni office"),
            ]
        ) + "\n"
