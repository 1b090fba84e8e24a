"""One's own data by a link, without an account.

The link itself only opens a door: the pages behind it have addresses without a secret.
"""

from functools import wraps

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from alumni.forms.changes import CorrectionForm
from alumni.models import ContactPoint, CorrectionLink
from alumni.queries.person.masking import readable
from alumni.services import corrections as services

from . import changes

LINK = "correction.link"
State = ContactPoint.State


def private(view):
    """Nobody keeps these pages."""

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def link_required(view):
    """Let in who opened a link that is still good."""

    @private
    @wraps(view)
    def guarded(request, *args, **kwargs):
        pk = request.session.get(LINK)
        link = CorrectionLink.objects.good().select_related("alumnus").filter(pk=pk).first() if pk else None
        if link is None:
            request.session.pop(LINK, None)
            return render(request, "alumni/correct_over.html", status=404)
        return view(request, link, *args, **kwargs)

    return guarded


def unreferred(view):
    """The address of this page is a secret that no other page may learn."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


# Without a referrer a browser names no origin either, so that the usual check must fail. It is not needed here: whoever
# can write the address of this page may open it.
@csrf_exempt
@unreferred
@private
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, token):
    """A page with one button: programs that follow links in mails see nobody's data."""
    link = services.good_link(token)
    if link is None:
        return render(request, "alumni/correct_over.html", status=404)
    if request.method == "POST":
        services.note_opened(link=link)
        request.session.cycle_key()
        request.session[LINK] = link.pk
        return redirect("alumni:correct-own")
    return render(request, "alumni/correct_open.html", {"link": link})


@link_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_own(request, link):
    person = link.alumnus
    points = [
        (point.pk, f"{point.get_kind_display()} {readable(point.kind, point.value, point.postcode)}")
        for point in person.contacts.exclude(state=State.ENDED).order_by("kind", "pk")
    ]
    job = services.current_job(person)
    first = {
        "employer": job.employer if job else "", "job_title": job.job_title if job else "", "country": person.country,
        "province": person.province, "city": person.city,
    }  # fmt: skip
    form = CorrectionForm(request.POST if request.method == "POST" else None, points=points, initial=first)
    if form.is_valid():
        try:
            services.save_corrections(link=link, **form.cleaned_data)
        except services.LinkOver:
            return render(request, "alumni/correct_over.html", status=404)
        request.session.pop(LINK, None)
        return redirect("alumni:correct-done")
    degrees = person.degrees.by_year().select_related("college", "school")
    context = {"form": form, "person": person, "degrees": degrees, "link": link}
    return render(request, "alumni/correct_own.html", context, status=422 if form.errors else 200)


@link_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_names(request, link):
    return changes.ask_names(request, link.alumnus, by=None, back="alumni:correct-own")


@link_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_degree(request, link, pk=None):
    return changes.ask_degree(request, link.alumnus, pk, by=None, back="alumni:correct-own")


@private
@require_safe
def correct_done(request):
    return render(request, "alumni/correct_done.html")
