"""A class that books its day by telephone: the desk enters it for the contact person, by the rules of the own pages."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni.models import Degree
from alumni_office.accounts.roles import Permission
from events.forms.registration_desk import FindForm
from events.forms.reunions import DeskBookForm
from events.models import ClassReunion
from events.queries import people
from events.queries.reunions import desk
from events.services import reunions


@require_safe
@requires(Permission.EVENT_EDIT)
def find(request, site):
    """Who rings, and for which class."""
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = people.found(request.user, words)
    degrees = desk.bookable(request.user).filter(alumnus__in=found)
    context = site.each_context(request) | {
        "title": _("A booking by telephone"), "find": form, "asked": words, "degrees": degrees,
    }  # fmt: skip
    return TemplateResponse(request, "admin/events/reunion_find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EVENT_EDIT)
def book(request, degree, site):
    degree = get_object_or_404(desk.bookable(request.user), pk=degree)
    form = DeskBookForm(request.POST if request.method == "POST" else None, degree=degree)
    refused = _refused(request, degree)
    if not refused and form.is_valid() and (made := _booked(request, form, degree)):
        messages.success(request, _("Entered. Confirm it with a hall, or leave it to the college."))
        return redirect("admin:events_classreunion_change", made.pk)
    context = site.each_context(request) | {
        "title": _("A day for the class of %(name)s") % {"name": degree.alumnus.name}, "degree": degree, "form": form,
        "refused": refused,
    }  # fmt: skip
    status = 422 if form.errors or (refused and request.method == "POST") else 200
    return TemplateResponse(request, "admin/events/reunion_book.html", context, status=status)


def _refused(request, degree: Degree) -> str:
    """The sentence why this person books nothing; "" where they may."""
    try:
        reunions.refuse_unless_may_book(degree.alumnus, degree)
    except reunions.ClassUnknown:
        return _("Of this degree neither class nor major is on file: nobody can say who is of the class.")
    except reunions.AnotherSpeaks:
        names = _(", ").join(person.name for person in desk.speakers(degree, request.user))
        if names:
            return _("The class has a liaison, who books its day: %(names)s.") % {"names": names}
        return _("The class has a liaison, who books its day.")
    return ""


def _booked(request, form: DeskBookForm, degree: Degree) -> ClassReunion | None:
    try:
        return reunions.book_day(person=degree.alumnus, degree=degree, by=request.user, **form.cleaned_data)
    except reunions.Taken:
        form.add_error("day", _("The class has a day in that year already."))
        return None
