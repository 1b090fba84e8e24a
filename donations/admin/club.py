"""The entrepreneurs' club at the desk: applications, members, tiers, the council."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.keyset import newest_first
from donations.forms.club import AdmitForm, DeclineForm, EndForm, NewTierForm, RenewForm, SeatForm, TierForm
from donations.models import ClubMembership, ClubSeat, ClubTier, Opportunity, Organisation
from donations.queries import club, companies
from donations.queries.pipeline.keepers import keepers
from donations.services import club as services

from . import club_papers
from . import organisation_merging as merging
from .chrome import EDIT, OwnPages, page, posted, saved, telling


def of_member(request, pk: int) -> ClubMembership:
    rows = ClubMembership.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("alumnus", "organisation", "tier", "decided_by"), pk=pk)


def back_to(pk: int):
    return redirect("admin:donations_clubmembership_change", pk)


@require_safe
@requires(Permission.CLUB_VIEW)
def member_list(request, site):
    return _listed(request, site, request.GET.get("show", ""))


@require_safe
@requires(Permission.CLUB_VIEW)
def renewals(request, site):
    """What the first page leads to."""
    return _listed(request, site, "renew")


def _listed(request, site, shown: str):
    numbers = club.numbers(request.user)
    if shown not in club.SHOWN:  # what waits comes first
        shown = next((word for word, _label, number in numbers if number), "member")
    return page(
        request, site, "club_list", _("Entrepreneurs’ club"), numbers=numbers, shown=shown,
        page=newest_first(club.listed(request.user, shown), request, size=50),
        may_edit=request.user.may(Permission.CLUB_EDIT), has_tiers=ClubTier.objects.exists(),
    )  # fmt: skip


@require_safe
@requires(Permission.CLUB_VIEW)
def member_page(request, pk, site):
    row = of_member(request, pk)
    return page(
        request, site, "club_member", row.alumnus.name, row=row, may_edit=request.user.may(Permission.CLUB_EDIT),
        votes=list(row.votes.select_related("seat__alumnus", "seat__user").order_by("voted_at")),
        terms=list(row.terms.select_related("recorded_by")), council=list(club.council()),
        **club_papers.of_row(row),
    )  # fmt: skip


def _step_page(request, site, row, title, form, verb):
    return page(request, site, "club_form", title, form=form, row=row, verb=verb)


def _step(request, site, pk, form, save, title, verb):
    """A form of one field or two, one service call, and back to the member."""
    row = of_member(request, pk)
    if request.method == "POST" and saved(
        request, form, lambda **said: save(membership_id=row.pk, by=request.user, **said)
    ):
        return back_to(row.pk)
    return _step_page(request, site, row, title, form, verb)


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def member_admit(request, pk, site):
    return _step(request, site, pk, AdmitForm(posted(request)), services.admit, _("Admit"), _("Record the admission"))


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def member_decline(request, pk, site):
    return _step(request, site, pk, DeclineForm(posted(request)), services.decline, pgettext("giving", "Decline"),
                 _("Record that it is declined"))  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def member_renew(request, pk, site):
    form = RenewForm(posted(request), initial={"seen_until": of_member(request, pk).until_on})
    return _step(request, site, pk, form, services.renew, _("Renew"), _("Record the renewal"))


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def member_end(request, pk, site):
    return _step(
        request, site, pk, EndForm(posted(request)), services.end, _("End the membership"), pgettext("giving", "End it")
    )


@require_safe
@requires(Permission.CLUB_VIEW)
def tier_list(request, site):
    return page(
        request, site, "club_tiers", _("Tiers of the club"), tiers=list(club.tiers()),
        may_edit=request.user.may(Permission.CLUB_EDIT),
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def tier_add(request, site):
    form = NewTierForm(posted(request))
    if request.method == "POST" and saved(request, form, lambda **said: services.add_tier(by=request.user, **said)):
        return redirect("admin:donations_clubmembership_tiers")
    return _step_page(request, site, None, _("Add a tier"), form, _("Save"))


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def tier_edit(request, pk, site):
    tier = get_object_or_404(ClubTier, pk=pk)
    form = TierForm(posted(request), tier=tier)
    if request.method == "POST" and saved(
        request, form, lambda **said: services.save_tier(by=request.user, tier=tier, **said)
    ):
        return redirect("admin:donations_clubmembership_tiers")
    return _step_page(request, site, None, str(tier), form, _("Save"))


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def council(request, site):
    form = SeatForm(posted(request), keepers=keepers())
    if request.method == "POST" and saved(
        request, form, lambda **_said: services.fill_seat(by=request.user, **form.arguments)
    ):
        return redirect("admin:donations_clubmembership_council")
    return page(request, site, "club_council", _("Council of the club"), form=form, seats=list(club.council()))


@require_POST
@requires(Permission.CLUB_EDIT)
def seat_vacate(request, pk, site):
    seat = get_object_or_404(ClubSeat, pk=pk)
    telling(request, lambda: services.vacate_seat(seat_id=seat.pk, by=request.user), _("The seat is vacant."))
    return redirect("admin:donations_clubmembership_council")


@require_safe
@requires(Permission.CLUB_VIEW)
def company(request, pk, site):
    """An organisation with its people, its memberships and what is under way with it."""
    row = Organisation.objects.visible_to(request.user).filter(pk=pk).first()
    if row is None:
        return redirect("admin:donations_clubmembership_company", merging.head_of(pk))
    cards = Opportunity.objects.visible_to(request.user).filter(organisation=row).select_related("owner")
    return page(
        request, site, "club_company", str(row), row=row,
        people=list(row.people.select_related("alumnus").order_by("until_on", "part", "pk")),
        members=list(companies.members_of(row, request.user)), cards=list(cards.order_by("-pk")[:50]),
        may_edit=request.user.may(Permission.CLUB_EDIT),
    )  # fmt: skip


@admin.register(ClubMembership)
class ClubMembershipAdmin(OwnPages):
    right = Permission.CLUB_VIEW
    views = [
        ("", member_list, "changelist"),
        ("renewals/", renewals, "renewals"),
        ("paper/", club_papers.paper_add, "paper_add"),
        ("<int:pk>/", member_page, "change"),
        ("<int:pk>/paper/", club_papers.paper, "paper"),
        ("<int:pk>/paper/correct/", club_papers.paper_correct, "paper_correct"),
        ("<int:pk>/paper/<int:row>/", club_papers.paper_earlier, "paper_earlier"),
        ("<int:pk>/admit/", member_admit, "admit"),
        ("<int:pk>/decline/", member_decline, "decline"),
        ("<int:pk>/renew/", member_renew, "renew"),
        ("<int:pk>/end/", member_end, "end"),
        ("tiers/", tier_list, "tiers"),
        ("tiers/add/", tier_add, "tier_add"),
        ("tiers/<int:pk>/", tier_edit, "tier"),
        ("council/", council, "council"),
        ("council/<int:pk>/vacate/", seat_vacate, "seat_vacate"),
        ("companies/<int:pk>/", company, "company"),
    ]
