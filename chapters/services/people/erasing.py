"""What an erasure does to rows of chapters: what is the person's goes; what a body decided stays without the person."""

from django.db.models import Q

from alumni.services.erasing.traces import traces_of
from chapters.models import (
    Application,
    Candidate,
    Congress,
    Delegate,
    Initiator,
    Invitation,
    Membership,
    Nominee,
    NoticeMail,
    Office,
    SharingConsent,
)
from chapters.services.founding.drafting import withdraw

UNNAMED = "—"
TEXTS = ("plan", "answer", "reply", "report", "met_at")
UNSEEN = [Application.State.DRAFT, Application.State.WITHDRAWN]  # nobody but the applicant has read these


def erase(person) -> None:
    """Within the transaction of an erasure, before the record goes."""
    SharingConsent.objects.filter(membership__alumnus=person).delete()
    # At once: a membership that was moved points at another one of the same person.
    Membership.objects.filter(alumnus=person)._raw_delete(using="default")
    for model in (Office, Nominee, NoticeMail, Invitation):
        model._default_manager.filter(alumnus=person).delete()
    _delegates(person)
    Candidate.objects.filter(alumnus=person, election__voted_at__isnull=True).delete()
    Candidate.objects.filter(alumnus=person).update(alumnus=None)
    addresses = list(person.contacts.filter(kind="email").values_list("value", flat=True))
    if person.user:
        addresses.append(person.user.email)
    Initiator.objects.filter(Q(alumnus=person) | Q(alumnus=None, email__in=addresses)).delete()
    for application in Application.objects.select_for_update(of=("self",)).filter(applicant=person).order_by("pk"):
        _clear(application, person)


def _delegates(person) -> None:
    """The seat of who is not on the way yet is free again; who was there still counts."""
    delegates = Delegate.objects.filter(alumnus=person)
    coming = delegates.standing().filter(congress__state__in=[Congress.State.PLANNED, Congress.State.NOMINATING])
    coming.filter(attended_at__isnull=True).update(state=Delegate.State.WITHDRAWN)
    delegates.filter(state=Delegate.State.NAMED).update(state=Delegate.State.WITHDRAWN)
    delegates.filter(state=Delegate.State.REFUSED).update(reason=UNNAMED)  # that there was a reason stays
    delegates.exclude(state=Delegate.State.REFUSED).update(reason="")
    delegates.update(alumnus=None)


def _clear(application: Application, person) -> None:
    """That a chapter was applied for, and what the office answered, stays; the person's name does not."""
    was_unseen = application.state in UNSEEN
    if application.is_open:
        withdraw(application=application, by=None)  # its chapter is a lead again: the place is free for others
        application.refresh_from_db()
    application.applicant = None
    names = sorted(traces_of(person.pk).names, key=len, reverse=True)
    for field in TEXTS:
        text = "" if was_unseen else getattr(application, field)
        for name in names:
            text = text.replace(name, UNNAMED)
        setattr(application, field, text)
    application.save(update_fields=["applicant", *TEXTS])
