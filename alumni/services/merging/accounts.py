"""Who signs in as the person: the account goes with the record, and back with it."""

from alumni.models import Alumnus, Merge

from .journal import Journal
from .later import Later


def carry(journal: Journal, keep: Alumnus, drop: Alumnus) -> None:
    """Only one of the two has an account here; merge_alumni() refuses otherwise."""
    if drop.user_id is None:
        return
    Alumnus.objects.filter(pk=drop.pk).update(user=None)
    Alumnus.objects.filter(pk=keep.pk).update(user=drop.user_id)
    keep.user_id, journal.account = drop.user_id, drop.user_id


def give_back(user_id: int | None, merge: Merge, chain: list[int], later: Later) -> None:
    """Unless the account was taken away since: then nobody gets it."""
    if user_id is None or not Alumnus.objects.filter(pk__in=chain, user=user_id).update(user=None):
        return
    Alumnus.objects.filter(pk=merge.dropped_id).update(user=user_id)
    later.forget_account(user_id)
