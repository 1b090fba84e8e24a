"""What one user may see of and do with one person."""

from enum import Enum

from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission


class Contacts(Enum):
    """How phones, e-mails, addresses and birth dates appear to a reader."""

    HIDDEN = "hidden"
    MASKED = "masked"
    SHOWN = "shown"


def may_on(user, person: Alumnus, permission: str) -> bool:
    """Whether `user` may use `permission` on a person whom the user was found to see."""
    reach = user.reach(permission)
    if not reach:
        return False
    if reach.everyone or reach == user.reach(Permission.ALUMNI_VIEW):
        return True
    return Alumnus.objects.within_reach_of(user, permission).filter(pk=person.pk).exists()


def contacts_for(user, person: Alumnus, *, reveal: bool = False) -> Contacts:
    if not may_on(user, person, Permission.CONTACT_VIEW):
        return Contacts.HIDDEN
    return Contacts.SHOWN if reveal else Contacts.MASKED


def kept_of(user, pk: int) -> Alumnus | None:
    """Return the record that a merged one went into, however many merges ago, if `user` may see it."""
    seen = set()
    while pk not in seen:
        seen.add(pk)
        following = Alumnus.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
        if following is None:
            break
        pk = following
    return Alumnus.objects.visible_to(user).filter(pk=pk).first() if len(seen) > 1 else None
