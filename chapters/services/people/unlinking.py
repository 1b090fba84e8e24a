"""An account was taken for a person and is no more: what it did in that person's name does not go on."""

from django.db.models import Q
from django.utils import timezone

from chapters.models import Application, CalendarLink, Initiator, Membership, SharingConsent
from chapters.services.founding.drafting import withdraw
from chapters.services.founding.initiators import ANSWERABLE
from chapters.services.members.consents import withdraw_all


def unlink(person, user, by) -> None:
    """Within the transaction of alumni.services.claims.revoke_verification, which holds the person.

    Memberships end that `user` agreed to, so that officers see nothing any more; applications that are open are
    withdrawn, a founding that was not decided has one initiator less, and addresses of calendars are dead. A post
    stays: a chapter elected the person to it, and its rights come with the account alone.
    """
    _end_memberships(person, user, by)
    for application in Application.objects.open().filter(applicant=person).order_by("pk"):
        withdraw(application=application, by=by)
    confirmed = Q(state=Initiator.State.CONFIRMED, application__state__in=ANSWERABLE)
    Initiator.objects.filter(confirmed, alumnus=person).update(state=Initiator.State.REMOVED, alumnus=None)
    CalendarLink.objects.filter(office__alumnus=person, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _end_memberships(person, user, by) -> None:
    agreed = SharingConsent.objects.filter(by=user).values("membership")
    today = timezone.localdate()
    for membership in Membership.objects.select_for_update().open().filter(alumnus=person, pk__in=agreed):
        withdraw_all(membership=membership, by=by)
        membership.state, membership.opened = Membership.State.LEFT, []
        membership.ended_on = max(today, membership.joined_on or today)
        membership.save(update_fields=["state", "opened", "ended_on"])
