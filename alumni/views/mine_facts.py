"""My place, career, offers, portrait, and who may find me: one form a page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alumni.forms.mine import FoundForm, JobForm, OfferForm, PhotoForm, PlaceForm, TradeForm
from alumni.models import Employment
from alumni.queries import mine as queries
from alumni.services import mine
from alumni_office.saving.forms import first_values
from alumni_office.saving.pages import posted

from .guards import member_required


def saved(request):
    messages.success(request, _("Saved."))
    return redirect("alumni:me-data")


def form_page(request, form, title, *, lead="", back="alumni:me-data", button=None, **more):
    context = {"form": form, "title": title, "lead": lead, "back": back, "button": button or _("Save")} | more
    return render(request, "alumni/me_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def place(request):
    person = request.user.alumnus
    shown = {"country": person.country, "province": person.province, "city": person.city,
             "place_audience": queries.profile_of(person).place_audience}  # fmt: skip
    form = PlaceForm(posted(request), initial=shown)
    if form.is_valid():
        mine.save_place(person=person, by=request.user, **form.cleaned_data)
        return saved(request)
    return form_page(request, form, _("Where you live"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def career(request):
    person = request.user.alumnus
    profile = queries.profile_of(person)
    form = TradeForm(posted(request), initial={"industry": person.industry, "career_audience": profile.career_audience})
    if form.is_valid():
        mine.save_industry(person=person, by=request.user, **form.cleaned_data)
        return saved(request)
    jobs = person.employments.order_by("-is_current", "-started_on", "-pk")
    return render(request, "alumni/me_career.html", {"form": form, "jobs": jobs})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def job(request, pk=None):
    person = request.user.alumnus
    found = own_job(person, pk) if pk else None
    shown = first_values(found, JobForm)
    form = JobForm(posted(request), initial=shown)
    if form.is_valid():
        mine.save_job(person=person, job_id=pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("alumni:me-career")
    return form_page(request, form, _("A job"), back="alumni:me-career")


def own_job(person, pk) -> Employment:
    found = person.employments.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
@member_required
def job_remove(request, pk):
    own_job(request.user.alumnus, pk)
    mine.end_job(person=request.user.alumnus, job_id=pk, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("alumni:me-career")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def offer(request):
    profile = queries.profile_of(request.user.alumnus)
    form = OfferForm(posted(request), initial=first_values(profile, OfferForm))
    if form.is_valid():
        mine.save_offer(person=request.user.alumnus, by=request.user, **form.cleaned_data)
        return saved(request)
    return form_page(request, form, _("Languages and offers"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def found(request):
    profile = queries.profile_of(request.user.alumnus)
    form = FoundForm(posted(request), initial=first_values(profile, FoundForm))
    if form.is_valid():
        mine.save_being_found(person=request.user.alumnus, by=request.user, **form.cleaned_data)
        return saved(request)
    return form_page(
        request, form, _("Who may find you"),
        lead=_("Until you choose, nobody finds you. You can close it again at any time."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def photo(request):
    profile = queries.profile_of(request.user.alumnus)
    form = PhotoForm(posted(request), request.FILES or None, initial={"photo_audience": profile.photo_audience})
    if form.is_valid():
        try:
            mine.save_photo(
                person=request.user.alumnus, by=request.user, content=form.cleaned_data["photo"].read(),
                photo_audience=form.cleaned_data["photo_audience"],
            )  # fmt: skip
        except mine.Unreadable:
            form.add_error("photo", _("This is no picture that we can read: choose a JPEG, PNG or WebP up to 10 MB."))
        else:
            return saved(request)
    return form_page(request, form, _("A portrait"), is_upload=True, profile=profile)


@require_POST
@member_required
def photo_remove(request):
    mine.remove_photo(person=request.user.alumnus, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("alumni:me-data")
