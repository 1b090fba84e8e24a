"""Whom a need may interest, and inviting them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.saving.forms import took
from donations.forms.needs import InviteForm
from donations.models import StandingOffer
from donations.queries import matching
from donations.services import cases as services
from donations.services.refusals import Refused

from .chrome import EDIT, page, posted
from .needs_frame import of_need, url_of


@require_http_methods(EDIT)
@of_need
def matches(request, need, site):
    """Who is proposed; a POST invites those who are ticked."""
    proposed = matching.proposed(need, request.user)
    form = InviteForm(posted(request), proposed=proposed)
    invited = took(form, lambda people: (services.invite(need_id=need.pk, people=people, by=request.user),))
    if invited:
        said_of(request, invited[0])
        return redirect(url_of(need))
    return page(
        request, site, "need_matches", _("Whom it may interest"), form=form, need=need, proposed=proposed,
        most=matching.MOST,
    )  # fmt: skip


@require_POST
@of_need
def invite_offer(request, need, offer, site):
    """Invite who made a standing offer that meets the need."""
    row = get_object_or_404(StandingOffer.objects.visible_to(request.user).standing(), pk=offer)
    try:
        number = services.invite(need_id=need.pk, people=[row.alumnus_id], by=request.user, offer=row)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        said_of(request, number)
    return redirect("admin:donations_standingoffer_change", row.pk)


def said_of(request, number: int) -> None:
    if number:
        sentence = ngettext("%(number)d person is invited by mail.", "%(number)d people are invited by mail.", number)
        messages.success(request, sentence % {"number": number})
    else:
        messages.warning(
            request, _("Nobody was invited: who was invited or answered before, does not see the need, or wants no "
                       "mail is left out."),
        )  # fmt: skip


VIEWS = [
    ("<int:pk>/people/", matches, "matches"),
    ("<int:pk>/people/offer/<int:offer>/", invite_offer, "invite_offer"),
]
