"""The office's templates of thanks."""

from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from alumni_office.saving.refusals import NameTaken
from alumni_office.saving.versions import save_version
from donations.models import ThanksTemplate
from donations.services.refusals import Refused


@transaction.atomic
def save_template(
    *, by, template: ThanksTemplate | None = None, key: UUID | None = None, version: int = 1, **fields
) -> ThanksTemplate:
    """Write a template, or change it; letters that were sent stay. One alone of each sort goes out by itself: this one
    takes the other's place. Raises Refused, ChangedMeanwhile."""
    if fields["is_automatic"] and fields["kind"] != ThanksTemplate.Kind.LETTER:
        raise Refused(_("Only letters go out by themselves."), field="is_automatic")
    with pghistory.context(user=by.pk):
        if fields["is_automatic"]:
            others = ThanksTemplate.objects.filter(is_automatic=True, is_for_credit=fields["is_for_credit"])
            others.exclude(pk=template.pk if template else 0).update(is_automatic=False)
        try:
            with transaction.atomic():
                if template is None:
                    assert key
                    name = fields.pop("name")
                    return make_once(ThanksTemplate, key=key, of={"name": name}, fields=fields | {"created_by": by})
                save_version(template, version=version, values=fields)
        except IntegrityError as error:
            raise NameTaken from error
    return template


@transaction.atomic
def retire_template(*, template: ThanksTemplate, by) -> None:
    """It is offered no more. Repeating the call changes nothing."""
    with pghistory.context(user=by.pk):
        ThanksTemplate.objects.filter(pk=template.pk, retired_at__isnull=True).update(
            retired_at=timezone.now(), is_automatic=False
        )
