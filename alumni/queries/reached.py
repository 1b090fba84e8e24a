"""Where one person is written to."""

from alumni.models import Alumnus, ContactPoint


def address_of(alumnus: Alumnus) -> str:
    """Where to write: an address that was verified, else the account's, else one that is not known to be dead."""
    points = alumnus.contacts.filter(kind=ContactPoint.Kind.EMAIL).order_by("pk")
    verified = points.filter(state=ContactPoint.State.VERIFIED).first()
    if verified:
        return verified.value
    if alumnus.user and alumnus.user.is_active:
        return alumnus.user.email
    other = points.filter(state=ContactPoint.State.UNVERIFIED).first()
    return other.value if other else ""
