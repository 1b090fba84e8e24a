"""Agreements on the desk."""

from pathlib import PurePath

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from alumni_office.ui.downloads import private_file
from alumni_office.ui.keyset import newest_first
from donations.forms.agreements import AgreementForm, EndForm, SignForm
from donations.models import Agreement, Donor
from donations.queries import gifts as queries
from donations.services import agreements as services

from .chrome import EDIT, OwnPages, page, posted, saved, telling
from .guards import agreements, enters, of, sees_gifts

State = Agreement.State
STEPS = {State.IN_FORCE: pgettext_lazy("agreement", "It is in force"), State.FULFILLED: gettext_lazy("It is fulfilled")}


@require_safe
@sees_gifts
def agreement_list(request, site):
    state = request.GET.get("state", "")
    rows = queries.agreements(request.user).select_related("donor")
    if state in State.values:
        rows = rows.filter(state=state)
    return page(
        request, site, "agreement_list", _("Agreements"), listed=newest_first(rows, request, size=50), state=state,
        states=State.choices,
    )  # fmt: skip


@require_http_methods(EDIT)
@enters
def agreement_add(request, pk, site):
    """Of the donor with this key."""
    donor = get_object_or_404(Donor.objects.visible_to(request.user).heads(), pk=pk)
    form = AgreementForm(posted(request))
    made = took(form, lambda **said: services.draft(donor=donor, by=request.user, **said))
    if made:
        return redirect("admin:donations_agreement_change", made.pk)
    return page(request, site, "agreement_form", _("Draft an agreement"), form=form, donor=donor)


@require_safe
@of(agreements, Permission.GIFT_VIEW)
def agreement_page(request, agreement, site):
    may_enter = request.user.may(Permission.GIFT_ENTER)
    return page(
        request, site, "agreement_page", str(agreement), agreement=agreement, may_enter=may_enter,
        may_sign=agreement.state == State.DRAFT,
        steps=[(state, STEPS[state]) for state in Agreement.MOVES[agreement.state] if state in STEPS],
        may_end=State.ENDED in Agreement.MOVES[agreement.state],
        gifts=list(queries.with_parts(agreement.gifts.visible_to(request.user).posted()).order_by("-pk")[:200]),
    )  # fmt: skip


@require_http_methods(EDIT)
@enters
@of(agreements, Permission.GIFT_VIEW)
def agreement_edit(request, agreement, site):
    form = AgreementForm(posted(request), agreement=agreement)
    save = lambda **said: services.save_draft(agreement=agreement, by=request.user, **said)  # noqa: E731
    if saved(request, form, save):
        return redirect("admin:donations_agreement_change", agreement.pk)
    return page(request, site, "agreement_form", str(agreement), form=form, agreement=agreement)


@require_http_methods(EDIT)
@enters
@of(agreements, Permission.GIFT_VIEW)
def agreement_sign(request, agreement, site):
    form = SignForm(posted(request), request.FILES or None)
    if saved(request, form, lambda **said: services.sign(agreement=agreement, by=request.user, **said)):
        return redirect("admin:donations_agreement_change", agreement.pk)
    return page(request, site, "agreement_sign", _("It is signed"), form=form, agreement=agreement)


@require_POST
@enters
@of(agreements, Permission.GIFT_VIEW)
def agreement_move(request, agreement, to, site):
    if to not in (State.IN_FORCE, State.FULFILLED):
        raise Http404
    telling(request, lambda: services.move(agreement=agreement, to=to, by=request.user), _("Saved."))
    return redirect("admin:donations_agreement_change", agreement.pk)


@require_http_methods(EDIT)
@enters
@of(agreements, Permission.GIFT_VIEW)
def agreement_end(request, agreement, site):
    form = EndForm(posted(request))
    save = lambda **said: services.move(agreement=agreement, to=State.ENDED, by=request.user, **said) or True  # noqa: E731
    if saved(request, form, save):
        return redirect("admin:donations_agreement_change", agreement.pk)
    return page(request, site, "agreement_end", _("End the agreement"), form=form, agreement=agreement)


@require_safe
@of(agreements, Permission.GIFT_VIEW)
def agreement_file(request, agreement, site):
    if not agreement.file:
        raise Http404
    kind = PurePath(agreement.file.name).suffix.removeprefix(".")
    return private_file(agreement.file, name=f"agreement-{agreement.pk}", kind=kind)


@admin.register(Agreement)
class AgreementAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [
        ("", agreement_list, "changelist"),
        ("add/<int:pk>/", agreement_add, "add"),
        ("<int:pk>/", agreement_page, "change"),
        ("<int:pk>/edit/", agreement_edit, "edit"),
        ("<int:pk>/sign/", agreement_sign, "sign"),
        ("<int:pk>/end/", agreement_end, "end"),
        ("<int:pk>/file/", agreement_file, "file"),
        ("<int:pk>/to/<slug:to>/", agreement_move, "move"),
    ]
