"""How a card goes on: along the open stages by one press or drop; to its end by a form."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni.admin.guards import requires
from alumni_office.accounts.hooks import CannotTake
from alumni_office.accounts.roles import Permission
from alumni_office.ui.redirects import safe_next
from donations.admin.chrome import EDIT, page, posted, saved, telling
from donations.forms.opportunities import CarryOutForm, HandOverForm, LoseForm, MoveForm, VersionForm
from donations.models.opportunities import CLOSED, Stage
from donations.queries.pipeline.keepers import gifts_of, keepers, pledges_of
from donations.services import opportunities as services
from donations.services.opportunities.handing import open_cards

from .frame import back_to, of_card


@require_POST
@requires(Permission.CLUB_EDIT)
def move(request, pk, site):
    card = of_card(request, pk)
    form = MoveForm(request.POST)
    onwards = safe_next(request, reverse("admin:donations_opportunity_change", args=[card.pk]))
    if not form.is_valid():
        messages.error(request, _("Choose where it goes."))
        return redirect(onwards)
    to, version = Stage(form.cleaned_data["to"]), form.cleaned_data["version"]
    if to in CLOSED:
        return redirect("admin:donations_opportunity_close", card.pk, to.value)
    telling(
        request, lambda: services.move(opportunity_id=card.pk, version=version, to=to, by=request.user),
        _("“%(title)s” is in the stage “%(stage)s” now.") % {"title": card.title, "stage": to.label},
    )  # fmt: skip
    return redirect(onwards)


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def close(request, pk, to, site):
    card = of_card(request, pk)
    if to not in CLOSED:
        raise Http404
    if not card.is_open:
        messages.error(request, _("It has ended already: what stands here is how it is now."))
        return back_to(card.pk)
    if to == Stage.LOST:
        form, title, verb = (
            LoseForm(posted(request), initial={"version": card.version}),
            _("It is lost"),
            _("It is lost"),
        )
        save = services.lose
    else:
        form = CarryOutForm(
            posted(request), gifts=gifts_of(card, request.user), pledges=pledges_of(card, request.user),
            initial={"version": card.version},
        )  # fmt: skip
        title, verb, save = _("It is carried out"), _("It is carried out"), services.carry_out
    if request.method == "POST" and saved(
        request, form,
        lambda **said: save(opportunity_id=card.pk, by=request.user, **getattr(form, "arguments", said)),
    ):  # fmt: skip
        return back_to(card.pk)
    return page(request, site, "opportunity_form", title, form=form, card=card, partner=card.partner, verb=verb)


@require_POST
@requires(Permission.CLUB_EDIT)
def reopen(request, pk, site):
    card = of_card(request, pk)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    telling(
        request, lambda: services.reopen(opportunity_id=card.pk, version=version, by=request.user),
        _("It is open again, in the stage “%(stage)s”.") % {"stage": Stage.CONTACT.label},
    )  # fmt: skip
    return back_to(card.pk)


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def hand_over(request, site):
    """Asked twice: first whose cards go to whom, then with their number."""
    form = HandOverForm(posted(request), keepers=keepers())
    if request.method == "POST" and form.is_valid():
        owner, taker = form.cleaned_data["owner"], form.cleaned_data["taker"]
        if "sure" not in request.POST:
            return page(
                request, site, "opportunity_hand_over_sure", _("Hand over opportunities"), owner=owner, taker=taker,
                count=open_cards().filter(owner=owner).count(),
            )  # fmt: skip
        try:
            number = services.hand_over(owner=owner, taker=taker, by=request.user)
        except CannotTake as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("%(number)d opportunities are %(name)s’s now.") % {"number": number, "name": taker}
            )
        return redirect("admin:donations_opportunity_changelist")
    return page(
        request, site, "opportunity_form", _("Hand over opportunities"), form=form, verb=_("Go on"),
        said=_("All open ones of a colleague at once, with steps and documents. What has ended stays where it is."),
    )  # fmt: skip


VIEWS = [
    ("<int:pk>/move/", move, "move"),
    ("<int:pk>/close/<str:to>/", close, "close"),
    ("<int:pk>/reopen/", reopen, "reopen"),
    ("hand-over/", hand_over, "hand_over"),
]
