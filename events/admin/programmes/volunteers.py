"""The association: its members by year, entered one by one or pasted, invited to join; their certificates."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.mail import tasks as mail
from alumni_office.saving.forms import took
from alumni_office.saving.refusals import Refused
from events.admin.chrome import EDIT, page, posted, saved
from events.forms.programmes import MemberForm, NewVolunteerForm, PasteForm, VoidForm, VolunteerForm, this_year
from events.models import HoursCertificate
from events.queries import programmes as queries
from events.services import programmes as services

from .frame import back_to_volunteer, leads_programmes, of_volunteer


@require_safe
@leads_programmes
def volunteer_list(request, site):
    year = request.GET.get("year", str(this_year()))
    year = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    words = request.GET.get("q", "").strip()[:80]
    years = list(range(this_year(), this_year() - 6, -1))
    return page(
        request, site, "volunteer_list", _("Volunteers"), people=queries.volunteers(words, year), words=words,
        year=year, years=years, most=queries.NAMES,
    )  # fmt: skip


@require_http_methods(EDIT)
@leads_programmes
def volunteer_add(request, site):
    form = NewVolunteerForm(posted(request))
    made = took(form, lambda **fields: services.enter_volunteer(by=request.user, **fields))
    if made:
        messages.success(request, _("The volunteer is entered."))
        return back_to_volunteer(made)
    return page(request, site, "volunteer_form", _("Enter a volunteer"), form=form, verb=_("Enter"))


@require_http_methods(EDIT)
@leads_programmes
def volunteer_paste(request, site):
    form = PasteForm(posted(request))
    if counts := took(form, lambda **fields: services.enter_many(by=request.user, **fields)):
        fresh, members = counts
        messages.success(
            request,
            ngettext("%(count)d volunteer is new", "%(count)d volunteers are new", fresh) % {"count": fresh} + " · "
            + ngettext("%(count)d became a member", "%(count)d became members", members) % {"count": members},
        )  # fmt: skip
        return redirect("admin:events_programme_volunteers")
    return page(request, site, "volunteer_form", _("Paste volunteers"), form=form, verb=_("Enter them"))


@require_http_methods(EDIT)
@of_volunteer
def volunteer_page(request, volunteer, site):
    form = VolunteerForm(posted(request), volunteer=volunteer)
    if saved(request, form, lambda **fields: services.save_volunteer(volunteer=volunteer, by=request.user, **fields)):
        return back_to_volunteer(volunteer)
    years = list(volunteer.years.all())
    missing = [each for each in (this_year(), this_year() + 1) if each not in {row.year for row in years}]
    return page(
        request, site, "volunteer_page", volunteer.name, form=form, volunteer=volunteer, member_years=years,
        offered=missing, served=queries.served(volunteer),
        certificates=volunteer.certificates.select_related("programme").order_by("-pk"),
    )  # fmt: skip


@require_POST
@of_volunteer
def volunteer_member(request, volunteer, site):
    form = MemberForm(request.POST)
    if form.is_valid():
        services.make_member(volunteer=volunteer, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    return back_to_volunteer(volunteer)


@require_POST
@of_volunteer
def volunteer_invite(request, volunteer, site):
    try:
        message = services.invite(volunteer=volunteer, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        mail.deliver.delay_on_commit(message.pk)
        messages.success(request, _("The link goes out by mail."))
    return back_to_volunteer(volunteer)


@require_http_methods(EDIT)
@of_volunteer
def volunteer_forget(request, volunteer, site):
    if request.method == "POST":
        services.forget(volunteer=volunteer, by=request.user)
        messages.success(request, _("The data are erased."))
        return redirect("admin:events_programme_volunteers")
    context = site.each_context(request) | {
        "title": _("Erase the data of a volunteer"), "subtitle": volunteer.name, "verb": _("Erase"), "danger": True,
        "text": _("Name, number, ways to reach and account go. Shifts and hours stay as numbers, places on shifts to "
                  "come are free again, and certificates become void."),
        "numbers": [(_("Certificates that become void"), volunteer.certificates.filter(voided_at=None).count())],
        "back_url": reverse("admin:events_programme_volunteer", args=[volunteer.pk]),
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context)


@require_http_methods(EDIT)
@leads_programmes
def certificate_void(request, pk, site):
    row = get_object_or_404(HoursCertificate.objects.select_related("volunteer"), pk=pk)
    form = VoidForm(posted(request))
    if form.is_valid():
        services.void(certificate=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The certificate is void, and its number says so."))
        return back_to_volunteer(row.volunteer)
    return page(
        request, site, "volunteer_form", _("Void the certificate %(number)s") % {"number": row.number}, form=form,
        volunteer=row.volunteer, verb=_("Void it"), danger=True,
    )  # fmt: skip


VIEWS = [
    ("volunteers/", volunteer_list, "volunteers"),
    ("volunteers/add/", volunteer_add, "volunteer_add"),
    ("volunteers/paste/", volunteer_paste, "volunteer_paste"),
    ("volunteers/<int:pk>/", volunteer_page, "volunteer"),
    ("volunteers/<int:pk>/member/", volunteer_member, "volunteer_member"),
    ("volunteers/<int:pk>/invite/", volunteer_invite, "volunteer_invite"),
    ("volunteers/<int:pk>/erase/", volunteer_forget, "volunteer_forget"),
    ("certificates/<int:pk>/void/", certificate_void, "certificate_void"),
]
