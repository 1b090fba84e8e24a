"""Opening a consultation: the circle is evaluated once, and everybody in it gets a row."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from events.models import Asked, Consultation
from events.models.consultations import FEWEST
from events.queries.consultations import circle

from .drafting import draft

BATCH = 5_000


class CannotOpen(Exception):
    """The message is a sentence that says why."""


@transaction.atomic
def open_consultation(*, consultation: Consultation, by) -> Consultation:
    """Fix who is asked and open the page of the answers; mails go out by `ask`. Raises Fixed and CannotOpen."""
    held = draft(consultation.pk)
    try:
        found = circle.evaluated(held, by)
    except circle.Unknown:
        raise CannotOpen(_("The circle that is to be asked is not there any more. Choose another one.")) from None
    _refuse_what_cannot_open(held, len(found.readers))
    held.circle_name = circle.name_of(held, by)[:200]
    held.left_out = found.left_out
    held.state, held.opened_at = Consultation.State.OPEN, timezone.now()
    held.save(update_fields=["circle_name", "left_out", "state", "opened_at"])
    people = [reader.person_id for reader in found.readers]
    Asked.objects.bulk_create([Asked(consultation=held, alumnus_id=pk) for pk in people], batch_size=BATCH)
    record_access(
        action=AccessRecord.Action.SEND, target=Consultation._meta.label_lower, target_id=held.pk, by=by,
        count=len(people), people=people, criteria={"circle": held.circle, "id": held.circle_id},
    )  # fmt: skip
    return held


def _refuse_what_cannot_open(consultation: Consultation, readers: int) -> None:
    if not consultation.questions.exists():
        raise CannotOpen(_("It asks nothing yet. Add a question first."))
    if consultation.closes_at <= timezone.now():
        raise CannotOpen(_("The day until which answers are taken is over. Choose a later one."))
    if not readers:
        raise CannotOpen(_("Nobody of this circle can be written to."))
    if consultation.is_anonymous and readers < FEWEST:
        raise CannotOpen(
            _("Of this circle %(count)s can be asked. Among fewer than %(least)s nobody can be promised that the "
              "answers are anonymous: ask with names, or a larger circle.") % {"count": readers, "least": FEWEST}
        )  # fmt: skip
