"""What alumni offer of themselves, at the desk, with the needs that it meets."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.keyset import newest_first
from donations.models import NeedInvitation, StandingOffer
from donations.models.needs import NEEDED_CHOICES
from donations.queries import matching
from donations.queries.need_outcomes import DAYS, offers_after
from events.models import Event

from .chrome import OwnPages, page

PAGE = 30
KINDS = dict(NEEDED_CHOICES)


@require_safe
@requires(Permission.NEED_EDIT)
def offer_list(request, site):
    """Those that stand, of one kind with `?kind=`."""
    kind = request.GET.get("kind", "")
    rows = StandingOffer.objects.visible_to(request.user).standing().select_related("alumnus", "organisation")
    rows = rows.filter(kind=kind) if kind in KINDS else rows
    return page(
        request, site, "offer_list", _("Offers of alumni"), page=newest_first(rows, request, size=PAGE), kind=kind,
        kinds=NEEDED_CHOICES,
    )  # fmt: skip


@require_safe
@requires(Permission.NEED_EDIT)
def offer_page(request, pk, site):
    rows = StandingOffer.objects.visible_to(request.user).select_related("alumnus", "organisation")
    offer = get_object_or_404(rows, pk=pk)
    needs = list(matching.needs_for(offer, request.user)[:50]) if offer.ended_at is None else []
    invited = set(
        NeedInvitation.objects.filter(alumnus=offer.alumnus_id, need__in=needs).values_list("need", flat=True)
    )
    return page(
        request, site, "offer_page", _("Offer of %(name)s") % {"name": offer.alumnus}, offer=offer,
        lines=[(need, need.pk in invited) for need in needs],
    )  # fmt: skip


@require_safe
@requires(Permission.NEED_EDIT)
def after_event(request, pk, site):
    """Behind the figure on the page of an event."""
    event = Event.objects.visible_to(request.user).filter(pk=pk).first()
    if event is None:
        raise Http404
    title = _("Offers after: %(event)s") % {"event": event.shown_title}
    rows = newest_first(offers_after(request.user, event), request, size=PAGE)
    return page(request, site, "offer_list", title, page=rows, event=event, days=DAYS)


@admin.register(StandingOffer)
class StandingOfferAdmin(OwnPages):
    right = Permission.NEED_EDIT
    views = [
        ("", offer_list, "changelist"),
        ("<int:pk>/", offer_page, "change"),
        ("event/<int:pk>/", after_event, "event"),
    ]
