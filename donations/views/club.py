"""The entrepreneurs' club on the site: what it is, applying, one's own membership and companies, the directory, and
the votes of the council."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.services.looking import TooMuch, count_page
from alumni.views.guards import member_required
from alumni_office.saving.forms import first_values, took
from alumni_office.saving.pages import telling
from alumni_office.ui.page_cache import public_page
from donations.forms.club import ApplyForm, OpenForm, VoteForm
from donations.forms.companies import DirectoryForm
from donations.models import ClubMembership, ClubSeat, ClubTier
from donations.queries import club as queries
from donations.queries import companies
from donations.services import club as services

EDIT = ["GET", "HEAD", "POST"]
SIZE = 30


@require_safe
@public_page
def club(request):
    return render(request, "donations/club.html", {"tiers": list(ClubTier.objects.filter(is_offered=True))})


def _form_page(request, template, form, **context):
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


@require_http_methods(EDIT)
@never_cache
@member_required
def apply(request):
    person = request.user.alumnus
    live = queries.live_of(person)
    if live and live.state in ClubMembership.LIVE:
        return redirect("donations:my-club")
    form = ApplyForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and took(
        form, lambda **_said: services.apply(person=person, by=request.user, **form.arguments)
    ):
        messages.success(request, _("Your application is with the council. You get a mail when it is decided."))
        return redirect("donations:my-club")
    return _form_page(
        request, "donations/club_apply.html", form, has_tiers=ClubTier.objects.filter(is_offered=True).exists()
    )


@require_safe
@never_cache
@member_required
def mine(request):
    person = request.user.alumnus
    return render(
        request, "donations/club_mine.html",
        {
            "row": queries.live_of(person), "companies": companies.mine(person),
            "seat": ClubSeat.objects.of(request.user).exists(),
        },
    )  # fmt: skip


@require_http_methods(EDIT)
@never_cache
@member_required
def withdraw(request):
    row = queries.live_of(request.user.alumnus)
    if row is None or row.state != ClubMembership.State.APPLIED:
        raise Http404
    if request.method == "POST":
        telling(request, lambda: services.withdraw(membership_id=row.pk, by=request.user),
              _("Your application is taken back."))  # fmt: skip
        return redirect("donations:my-club")
    return render(request, "donations/club_withdraw.html", {"row": row})


@require_http_methods(EDIT)
@never_cache
@member_required
def company_open(request, pk):
    person = request.user.alumnus
    company = get_object_or_404(companies.openable_by(person), pk=pk)
    initial = first_values(company, OpenForm)
    form = OpenForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and took(
        form,
        lambda **said: services.open_up(organisation_id=company.pk, person=person, by=request.user, **said) or True,
    ):
        messages.success(request, _("It stands in the directory now. You can close it at any time."))
        return redirect("donations:my-club")
    return _form_page(request, "donations/club_open.html", form, company=company)


@require_POST
@never_cache
@member_required
def company_close(request, pk):
    person = request.user.alumnus
    company = get_object_or_404(companies.run_by(person), pk=pk)
    services.close(organisation_id=company.pk, person=person, by=request.user)
    messages.success(request, _("It is closed: nobody sees it in the directory any more."))
    return redirect("donations:my-club")


@require_safe
@never_cache
@member_required
def directory(request):
    form = DirectoryForm(request.GET)
    viewer = request.user.alumnus
    rows = companies.with_people(companies.opened(**form.asked), viewer)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    try:
        count_page(user=request.user, people=sum(len(row.shown_people) for row in shown))  # type: ignore[attr-defined]
    except TooMuch:
        return render(request, "donations/club_too_much.html", status=429)
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request, "donations/club_companies.html",
        {"form": form, "page": page, "rows": shown, "query": query.urlencode(), "is_asked": bool(form.asked)},
    )  # fmt: skip


@require_safe
@never_cache
@member_required
def company(request, pk):
    row = get_object_or_404(companies.with_people(companies.opened(), request.user.alumnus), pk=pk)
    try:
        count_page(user=request.user, people=len(row.shown_people))  # type: ignore[attr-defined]
    except TooMuch:
        return render(request, "donations/club_too_much.html", status=429)
    return render(request, "donations/club_company.html", {"row": row})


def seat_required(view):
    """Call the view with the seat in the council; the others are told of no such page."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        seat = ClubSeat.objects.of(request.user).order_by("pk").first()
        if seat is None:
            raise Http404
        return view(request, seat, *args, **kwargs)

    return guarded


@require_safe
@seat_required
def council(request, seat):
    return render(request, "donations/club_council.html", {"rows": list(queries.to_vote(seat))})


@require_http_methods(EDIT)
@seat_required
def vote(request, seat, pk):
    row = get_object_or_404(queries.to_vote(seat), pk=pk)
    form = VoteForm(request.POST if request.method == "POST" else None)
    if row.has_voted:
        return redirect("donations:club-council")
    if request.method == "POST" and took(
        form, lambda **said: services.vote(membership_id=row.pk, seat=seat, by=request.user, **said)
    ):
        messages.success(request, _("Your vote is counted."))
        return redirect("donations:club-council")
    return _form_page(request, "donations/club_vote.html", form, row=row)
