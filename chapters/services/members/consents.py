"""What a member lets the chapter see. A consent is taken back by one click, as it is given."""

from collections.abc import Collection

from django.db import transaction

from chapters.models import Membership, SharingConsent
from chapters.wordings import Wording, asked_by, wording


def record(*, membership: Membership, wording: Wording, given: bool, by) -> SharingConsent:
    return SharingConsent.objects.create(
        membership=membership, law=wording.law, given=given, wording=wording.as_read(membership.chapter), by=by
    )


def last_words(membership: Membership) -> dict[str, SharingConsent]:
    """{law: the consent that holds}."""
    return {consent.law: consent for consent in membership.consents.order_by("pk")}


@transaction.atomic
def agree(*, membership: Membership, law: str, by) -> bool:
    """Give one consent that the chapter asks for; return whether this call did."""
    membership = Membership.objects.select_for_update(of=("self",)).select_related("chapter").get(pk=membership.pk)
    asked = next((each for each in asked_by(membership.chapter) if each.law == law), None)
    said = last_words(membership).get(law)
    if asked is None or membership.state not in Membership.OPEN or (said and said.given):
        return False
    record(membership=membership, wording=asked, given=True, by=by)
    return True


@transaction.atomic
def withdraw(*, membership: Membership, law: str, by) -> bool:
    membership = Membership.objects.select_for_update(of=("self",)).select_related("chapter").get(pk=membership.pk)
    said = last_words(membership).get(law)
    if said is None or not said.given:
        return False
    record(membership=membership, wording=wording(law), given=False, by=by)
    return True


def withdraw_all(*, membership: Membership, by) -> None:
    """Within the caller's transaction, which holds the membership."""
    for law, said in last_words(membership).items():
        if said.given:
            record(membership=membership, wording=wording(law), given=False, by=by)


@transaction.atomic
def open_pieces(*, membership: Membership, opened: Collection[str]) -> bool:
    """Show the chapter these pieces and no others; False for a membership that is over."""
    return bool(Membership.objects.open().filter(pk=membership.pk).update(opened=list(opened)))
