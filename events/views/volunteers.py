"""Volunteers on the public site: joining by a link, my shifts, my certificates; and a certificate's number for all."""

from functools import wraps

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.views.corrections import private
from alumni_office.saving.pages import telling
from alumni_office.saving.refusals import Refused
from alumni_office.ui.downloads import made_file
from alumni_office.ui.limits import counted
from events.models import HoursCertificate, Programme, Shift, Volunteer
from events.queries import interviews
from events.queries import programmes as queries
from events.services import programmes as services

HOUR, OFTEN = 3600, 60  # looks at numbers, from one address


def volunteer_required(view):
    """Call the view with the volunteer; the others are told of no such page."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        return view(request, get_object_or_404(Volunteer, user=request.user), *args, **kwargs)

    return guarded


@require_safe
@never_cache
@login_required
def mine(request):
    volunteer = Volunteer.objects.filter(user=request.user).first()
    if volunteer is None:
        return render(request, "events/volunteer_none.html")
    return render(
        request,
        "events/volunteer.html",
        queries.mine(volunteer) | {"volunteer": volunteer, "teams": interviews.teams_with(volunteer)},
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, token):
    volunteer = services.by_link(token)
    if volunteer is None:
        return render(request, "events/volunteer_join_over.html", status=404)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            services.join(volunteer=volunteer, user=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("You have joined. Now take a shift."))
            return redirect("events:volunteer")
    return render(request, "events/volunteer_join.html", {"volunteer": volunteer})


@require_POST
@volunteer_required
def take(request, volunteer, pk):
    shift = get_object_or_404(Shift.objects.exclude(programme__state=Programme.State.DRAFT), pk=pk)
    return _told(
        request, lambda: services.sign_up(shift=shift, volunteer=volunteer, by=request.user),
        _("The shift is yours. A reminder comes the day before."),
    )  # fmt: skip


@require_POST
@volunteer_required
def leave(request, volunteer, pk):
    shift = get_object_or_404(Shift.objects.filter(assignments__volunteer=volunteer), pk=pk)
    return _told(
        request, lambda: services.withdraw(shift=shift, volunteer=volunteer, by=request.user),
        _("The place is free for somebody else."),
    )  # fmt: skip


@require_POST
@volunteer_required
def certify(request, volunteer, pk):
    programme = get_object_or_404(Programme.objects.filter(shifts__assignments__volunteer=volunteer).distinct(), pk=pk)
    return _told(
        request, lambda: services.certify(volunteer=volunteer, programme=programme, by=request.user),
        _("The certificate is made: it stands below, in Chinese and in English."),
    )  # fmt: skip


@require_safe
@volunteer_required
def paper(request, volunteer, pk):
    rows = volunteer.certificates.filter(voided_at__isnull=True).select_related("programme", "volunteer")
    row = get_object_or_404(rows, pk=pk)
    language = request.GET.get("language", get_language())
    content = services.paper(certificate=row, language="en" if language == "en" else "zh-hans")
    return made_file(content, name=f"certificate-{row.number}", kind="pdf")


@private
@require_safe
def certificate(request, number):
    """What a number is good for; nobody goes through the numbers one after the other."""
    seen = salted_hmac("certificates", get_adapter(request).get_client_ip(request)).hexdigest()
    if counted(f"certificates:{seen}", seconds=HOUR) > OFTEN:
        return render(request, "events/certificate.html", {"is_too_often": True}, status=429)
    number = number.replace("\0", "")[:20]
    row = HoursCertificate.objects.select_related("programme").filter(number=number.upper()).first()
    if row is None:
        return render(request, "events/certificate.html", {"number": number}, status=404)
    return render(request, "events/certificate.html", {"row": row, "masked_name": queries.masked(row.name)})


def _told(request, act, done: str):
    telling(request, act, done)
    return redirect("events:volunteer")
