"""Telling people of a need by mail, each once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from donations.models import Need, NeedInvitation, StandingOffer
from donations.queries.matching import invitable
from donations.services import telling
from donations.services.refusals import Refused
from events.queries.consultations import circle

MOST = 50


@transaction.atomic
def invite(*, need_id: int, people: Sequence[int], by, offer: StandingOffer | None = None) -> int:
    """Invite those of `people` whom `by` sees, who see the need and may be written to; return how many these were.
    Who was invited is not invited again. Raises Refused."""
    if len(people) > MOST:
        raise Refused(_("At most %(most)s people are invited at a time.") % {"most": MOST})
    need = Need.objects.select_for_update(of=("self",)).select_related("department").get(pk=need_id)
    if not need.is_answerable:
        raise Refused(_("It is not published: nobody could answer."))
    found = dict(invitable(need, by).filter(pk__in=people).values_list("pk", "name"))
    invited = []
    for reader in circle.judged(sorted(found)).readers:
        row, is_new = NeedInvitation.objects.get_or_create(
            need=need, alumnus_id=reader.person_id, defaults={"invited_by": by, "offer": offer}
        )
        if is_new and telling.invite(
            need, name=found[reader.person_id], address=reader.address, language=reader.language,
            key=f"need-invitation:{row.pk}", person_id=reader.person_id,
        ):  # fmt: skip
            invited.append(reader.person_id)
    record_access(
        action=AccessRecord.Action.SEND, target=Need._meta.label_lower, target_id=need.pk, by=by, count=len(invited),
        people=invited, criteria={"need": need.pk},
    )  # fmt: skip
    return len(invited)
