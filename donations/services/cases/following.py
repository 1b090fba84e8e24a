"""What becomes of an answer: each move is one conditional UPDATE, is written down, and told to who answered."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from donations.models import CaseMove, NeedCase
from donations.services import telling
from donations.services.refusals import Refused, WrongState

from .working import add_outcome

State = NeedCase.State


@transaction.atomic
def take_up(*, case_id: int, by) -> None:
    """Say the first word: who does so follows the case unless somebody does. Raises Refused."""
    NeedCase.objects.filter(pk=case_id, state=State.ANSWERED, owner=None).update(owner=by)
    _move(case_id, [State.ANSWERED], State.TALKING, by)


@transaction.atomic
def agree(*, case_id: int, by) -> None:
    """Raises Refused."""
    _move(case_id, [State.TALKING], State.AGREED, by)


@transaction.atomic
def carry_out(*, case_id: int, key: UUID, by, **outcome: Any) -> None:
    """It is done, and this came of it. Raises Refused."""
    add_outcome(case_id=case_id, key=key, by=by, **outcome)
    _move(case_id, [State.AGREED], State.CARRIED_OUT, by)


@transaction.atomic
def tell_back(*, case_id: int, told: str, by) -> None:
    """Tell the one who answered what came of it. Raises Refused."""
    _move(case_id, [State.CARRIED_OUT], State.TOLD_BACK, by, told=told)


@transaction.atomic
def end(*, case_id: int, reason: str, by) -> None:
    """Without result; the reason is told. Raises Refused."""
    _move(case_id, [State.ANSWERED, State.TALKING, State.AGREED], State.ENDED, by, end_reason=reason)


@transaction.atomic
def follow(*, case_id: int, owner, by) -> None:
    """Give a case to a colleague who sees it. Raises Refused."""
    if not NeedCase.objects.visible_to(owner).filter(pk=case_id).exists():
        raise Refused(_("%(name)s does not see the needs of this department.") % {"name": owner}, field="owner")
    if not NeedCase.objects.live().filter(pk=case_id).update(owner=owner):
        raise WrongState


def _move(case_id: int, states: list[str], to: str, by, **changes: Any) -> None:
    rows = NeedCase.objects.filter(pk=case_id, state__in=states)
    if not rows.update(state=to, moved_at=timezone.now(), **changes):
        raise WrongState
    CaseMove.objects.create(case_id=case_id, state=to, by=by)
    telling.tell_who_answered(NeedCase.objects.select_related("need__department").get(pk=case_id))
