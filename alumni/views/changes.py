"""Names and degrees: a member asks, the college decides."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.changes import DegreeRequestForm, NamesForm
from alumni.models import ChangeRequest
from alumni.queries import changes as queries
from alumni.services import change_requests as services

from .guards import member_required

Kind = ChangeRequest.Kind


@never_cache
@member_required
@require_safe
def changes(request):
    person = request.user.alumnus
    asked = person.change_requests.exclude(kind=Kind.HINT).filter(asked_by=request.user).select_related("degree")
    rows = list(asked.order_by("-pk")[:50])
    for row in rows:
        row.alumnus = person
        row.lines = queries.lines(row)
    context = {"rows": rows, "person": person, "degrees": person.degrees.by_year().select_related("college", "school")}
    return render(request, "alumni/change_list.html", context)


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_names(request):
    return ask_names(request, request.user.alumnus, by=request.user, back="alumni:changes")


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_degree(request, pk=None):
    return ask_degree(request, request.user.alumnus, pk, by=request.user, back="alumni:changes")


@never_cache
@member_required
@require_POST
def withdraw_change(request, pk):
    mine = request.user.alumnus.change_requests.filter(asked_by=request.user)
    if services.withdraw_change(request=get_object_or_404(mine, pk=pk)):
        messages.success(request, _("Your request is withdrawn."))
    return redirect("alumni:changes")


def ask_names(request, person, *, by, back, **look):
    first = queries.values_of(person, queries.NAMES)
    form = NamesForm(request.POST if request.method == "POST" else None, initial=first)
    title = _("Ask to have your names changed")
    return _ask(request, person, form, kind=Kind.NAMES, by=by, back=back, title=title, **look)


def ask_degree(request, person, pk, *, by, back, **look):
    degree = get_object_or_404(person.degrees, pk=pk) if pk is not None else None
    form = DegreeRequestForm(
        request.POST if request.method == "POST" else None, initial=queries.values_of(degree, queries.DEGREE)
    )
    title = _("Ask to have a degree changed") if degree else _("Ask to have a degree added")
    return _ask(request, person, form, kind=Kind.DEGREE, degree=degree, by=by, back=back, title=title, **look)


def _ask(request, person, form, *, kind, by, back, title, degree=None, **look):
    if form.is_valid():
        data = form.cleaned_data
        try:
            asked = services.ask_for_change(
                person=person, kind=kind, degree=degree, wanted=form.wanted, statement=data["statement"],
                key=data["key"], by=by,
            )  # fmt: skip
        except services.TooManyRequests:
            form.add_error(None, _("Ten of your requests wait already. Please wait for an answer first."))
        else:
            if asked:
                messages.success(request, _("Your request is with the college."))
            else:
                messages.info(request, _("Nothing is different from what we have."))
            return redirect(back)
    context = {"form": form, "title": title, "back": back, **look}
    return render(request, "alumni/change_form.html", context, status=422 if form.errors else 200)
