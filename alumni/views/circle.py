"""Classmates: those who opened themselves, one's own classes, and what one knows of the missing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alumni.forms.circle import ClassmateForm, HintForm
from alumni.models import Alumnus, Degree
from alumni.queries import circle
from alumni.services import hints, looking

from .guards import member_required


@require_safe
@never_cache
@member_required
def classmate_list(request):
    viewer = request.user.alumnus
    asked = bool(request.GET)
    form = ClassmateForm(request.GET if asked else None)
    page = None
    if asked and form.is_valid():
        page = circle.classmates(viewer, after=request.GET.get("after", ""), **form.cleaned_data)
        try:
            looking.count_page(user=request.user, people=len(page.cards))
        except looking.TooMuch:
            return too_much(request)
    context = {"form": form, "page": page, "classes": circle.classes_of(viewer), "next": _next(request, page)}
    return render(request, "alumni/classmate_list.html", context)


def too_much(request):
    return render(request, "alumni/classmate_limit.html", status=429)


def _next(request, page) -> str:
    if page is None or not page.after:
        return ""
    query = request.GET.copy()
    query["after"] = page.after
    return f"?{query.urlencode()}"


@require_safe
@never_cache
@member_required
def classmate_detail(request, pk):
    card = circle.classmate(request.user.alumnus, pk)
    if card is None:
        raise Http404
    try:
        looking.count_page(user=request.user, people=1)
    except looking.TooMuch:
        return too_much(request)
    return render(request, "alumni/classmate_detail.html", {"card": card})


@require_safe
@never_cache
@member_required
def class_detail(request, pk):
    viewer = request.user.alumnus
    return render(
        request, "alumni/class_detail.html", {"page": circle.class_page(viewer, own_class(viewer, pk)), "me": viewer}
    )


def own_class(viewer: Alumnus, pk: int) -> Degree:
    degree = get_object_or_404(viewer.degrees.select_related("college", "school"), pk=pk)
    if degree.class_of is None:
        raise Http404
    return degree


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def hint_add(request, pk, about_pk):
    viewer = request.user.alumnus
    degree = own_class(viewer, pk)
    about = get_object_or_404(circle.missing_members(degree), pk=about_pk)
    form = HintForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            hints.tell_of_classmate(
                teller=viewer, degree=degree, about_id=about.pk, by=request.user, **form.cleaned_data
            )
        except hints.TooMany:
            form.add_error(None, _("Thank you: that is all we can take from you today. Please go on tomorrow."))
        else:
            messages.success(request, _("Thank you. The college reads it and takes it from there."))
            return redirect("alumni:class", degree.pk)
    return render(request, "alumni/hint_add.html", {"form": form, "degree": degree, "about": about})
