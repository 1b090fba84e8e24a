"""A new card: first with whom, then what."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from donations.admin.chrome import EDIT, page, posted, saved, typed_words
from donations.forms.opportunities import NewOpportunityForm, NewOrganisationForm
from donations.models import Opportunity
from donations.queries.pipeline import partners
from donations.queries.pipeline.keepers import keepers
from donations.services import opportunities as services
from donations.services.club_organisations import enter_organisation

from .frame import back_to

KINDS = ("organisation", "alumnus", "donor")


@require_safe
@requires(Permission.CLUB_EDIT)
def add(request, site):
    words = typed_words(request, most=80)
    return page(
        request, site, "opportunity_add", _("New opportunity: with whom?"), words=words,
        found=partners.found(words, request.user),
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def add_organisation(request, site):
    form = NewOrganisationForm(posted(request))
    entered: list = []
    if request.method == "POST" and saved(
        request, form, lambda **said: entered.append(enter_organisation(by=request.user, **said))
    ):
        return redirect("admin:donations_opportunity_start", "organisation", entered[0].pk)
    return page(request, site, "opportunity_form", _("Enter an organisation"), form=form, verb=_("Go on"))


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def start(request, kind, pk, site):
    if kind not in KINDS:
        raise Http404
    partner = get_object_or_404(partners.rows_of(kind, request.user), pk=pk)
    form = NewOpportunityForm(
        posted(request), user=request.user, keepers=keepers(), initial={"owner": request.user.pk}
    )  # fmt: skip
    key = {kind: partner}
    if request.method == "POST" and saved(request, form, lambda **said: services.add(by=request.user, **key, **said)):
        return back_to(Opportunity.objects.get(key=form.cleaned_data["key"]).pk)
    return page(
        request,
        site,
        "opportunity_form",
        _("New opportunity"),
        form=form,
        partner=partner,
        verb=_("Put it on the board"),
    )


VIEWS = [
    ("add/", add, "add"),
    ("add/organisation/", add_organisation, "organisation_add"),
    ("add/<str:kind>/<int:pk>/", start, "start"),
]
