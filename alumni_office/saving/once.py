"""A row for each form that was sent, however often it arrives."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from .refusals import Refused


class FormUsed(Refused):
    """The key of the form belongs to something else."""

    def __init__(self):
        super().__init__(_("Open the page again and press the button once more."))


def make_once(model: Any, *, key: UUID, of: dict[str, Any], fields: dict[str, Any]):
    """The row with this key, made unless it is there; `of` says whose it is. Raises FormUsed."""
    known = model.objects.filter(key=key).first()
    if known is None:
        try:
            with transaction.atomic():
                return model.objects.create(key=key, **of, **fields)
        except IntegrityError:
            known = model.objects.filter(key=key).first()
            if known is None:
                raise
    if any(getattr(known, name) != value for name, value in of.items()):
        raise FormUsed
    return known
