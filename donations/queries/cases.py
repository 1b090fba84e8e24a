"""Cases as the desk and as those who answered see them."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.hooks import Happened
from alumni.models import Alumnus
from donations.models import CaseStep, Need, NeedCase, NeedInvitation, Organisation, StandingOffer

WAITING_DAYS = 3  # an answer that heard nothing for so long is shown to the office
State = NeedCase.State


def listed(rows: QuerySet[NeedCase]) -> QuerySet[NeedCase]:
    late = Q(steps__done_at__isnull=True, steps__due_on__lt=timezone.localdate())
    rows = rows.select_related("need__department", "alumnus", "organisation", "owner")
    return rows.annotate(late=Count("steps", filter=late))


def live(user) -> QuerySet[NeedCase]:
    return NeedCase.objects.visible_to(user).live()


def unheard(user) -> QuerySet[NeedCase]:
    """Answers to which nobody said anything for WAITING_DAYS."""
    since = timezone.now() - timedelta(days=WAITING_DAYS)
    return NeedCase.objects.visible_to(user).filter(state=State.ANSWERED, answered_at__lt=since)


def overdue(user) -> QuerySet[CaseStep]:
    return CaseStep.objects.visible_to(user).overdue()


def with_overdue_steps(user) -> QuerySet[NeedCase]:
    return NeedCase.objects.visible_to(user).filter(pk__in=overdue(user).values("case"))


def of_person(person: Alumnus) -> QuerySet[NeedCase]:
    """One's own answers, the latest first."""
    return NeedCase.objects.filter(alumnus=person).select_related("need__department", "organisation").order_by("-pk")


def answered_already(person: Alumnus, need_id: int) -> NeedCase | None:
    return NeedCase.objects.filter(alumnus=person, need=need_id).exclude(state=State.ENDED).first()


def organisations_of(person: Alumnus) -> QuerySet[Organisation]:
    """Those for which the person may answer and offer: where the person is, by what the office has on record."""
    rows = Organisation.objects.heads().filter(
        people__alumnus=person, people__until_on__isnull=True, closed_at__isnull=True
    )
    return rows.distinct().order_by("name", "pk")


def offers_of(person: Alumnus) -> QuerySet[StandingOffer]:
    return StandingOffer.objects.filter(alumnus=person).select_related("organisation").order_by("ended_at", "-pk")


def is_verified():
    """Of an account's row: whether it is a person on record, for the menu of the site."""
    return Exists(Alumnus.objects.present().filter(user=OuterRef("pk")))


def happened(user, person: Alumnus) -> Iterator[Happened]:
    cases = NeedCase.objects.visible_to(user).filter(alumnus=person).select_related("need")
    for case in cases.prefetch_related("moves__by").order_by("-pk")[:100]:
        for move in case.moves.all():
            yield Happened(move.at, f"{case.need}: {move.get_state_display()}", by=str(move.by or ""))
    invited = NeedInvitation.objects.filter(alumnus=person, need__in=Need.objects.visible_to(user)).select_related(
        "need", "invited_by"
    )
    for row in invited.order_by("-pk")[:100]:
        yield Happened(row.invited_at, _("Invited to answer: %(need)s") % {"need": row.need}, by=str(row.invited_by))
    for offer in StandingOffer.objects.visible_to(user).filter(alumnus=person).order_by("-pk")[:100]:
        yield Happened(offer.made_at, _("Offers: %(kind)s") % {"kind": offer.get_kind_display()}, offer.text)
