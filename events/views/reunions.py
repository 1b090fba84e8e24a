"""Class reunions for members of the class: booking, the page of a reunion, one's own answer."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.views.circle import own_class
from alumni.views.guards import member_required
from alumni_office.saving.versions import ChangedMeanwhile
from events.forms.reunions import AnswerForm, BookForm, ChangeForm
from events.models import ClassReunion
from events.queries.reunions import mine as queries
from events.services import reunions


def of_my_class(view):
    """Call the view with the reunion of one's class, and the own degree, in place of its key."""

    @never_cache
    @member_required
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        found = ClassReunion.objects.select_related("college", "place", "contact", "event__place").filter(pk=pk).first()
        degree = queries.own_degree(request.user.alumnus, found) if found else None
        if degree is None:
            raise Http404
        return view(request, found, degree, *args, **kwargs)

    return guarded


def contact_required(view):
    """As `of_my_class`; to everybody but the contact person there is no such page."""

    @of_my_class
    @wraps(view)
    def guarded(request, reunion, degree, *args, **kwargs):
        if reunion.contact_id != request.user.alumnus.pk:
            raise Http404
        return view(request, reunion, degree, *args, **kwargs)

    return guarded


@require_safe
@never_cache
@member_required
def mine(request):
    return render(request, "events/reunions.html", {"lines": queries.lines_of(request.user.alumnus)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def book(request, pk):
    person = request.user.alumnus
    degree = own_class(person, pk)
    try:
        reunions.refuse_unless_may_book(person, degree)
    except (reunions.ClassUnknown, reunions.AnotherSpeaks):
        return render(request, "events/reunion_not_yours.html", {"degree": degree}, status=403)
    form = BookForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := _booked(request, form, person, degree)):
        return redirect(made)
    return _form_page(request, form, degree=degree)


def _booked(request, form, person, degree) -> ClassReunion | None:
    try:
        made = reunions.book_day(person=person, degree=degree, by=request.user, **form.cleaned_data)
    except reunions.Taken:
        form.add_error("day", _("Your class has a day in that year already."))
        return None
    messages.success(request, _("The college has your wish, and a mail tells you what it decides."))
    return made


def _form_page(request, form, **context):
    status = 422 if form.errors else 200
    return render(request, "events/reunion_form.html", {"form": form, **context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@contact_required
def change(request, reunion, degree):
    if not reunion.is_open:
        return redirect(reunion)
    names = ("event", "day", "expected", "wishes", "wish_text")
    form = ChangeForm(
        request.POST if request.method == "POST" else None, fixed=reunion.state == ClassReunion.State.CONFIRMED,
        initial={name: getattr(reunion, name) for name in names},
    )  # fmt: skip
    if form.is_valid() and _changed(request, form, reunion):
        return redirect(reunion)
    return _form_page(request, form, degree=degree, reunion=reunion)


def _changed(request, form, reunion) -> bool:
    version = request.POST.get("version", "")
    try:
        reunions.change_booking(
            reunion=reunion, version=int(version) if version.isascii() and version.isdigit() else 0,
            values=form.cleaned_data, by=request.user,
        )  # fmt: skip
    except reunions.Taken:
        form.add_error("day", _("Your class has a day in that year already."))
    except (reunions.NotNow, reunions.DayIsFixed, ChangedMeanwhile):
        form.add_error(None, _("The college changed something meanwhile. Please open this page again."))
    else:
        messages.success(request, _("Saved."))
        return True
    return False


@require_safe
@of_my_class
def detail(request, reunion, degree):
    return page_of(request, reunion, degree)


def page_of(request, reunion, degree, form=None):
    person = request.user.alumnus
    is_contact = reunion.contact_id == person.pk
    own = reunion.classmates.filter(alumnus=person).first()
    said = {"answer": own.answer, "seats": own.seats, "word": own.word} if own and own.is_own else None
    context = {
        "reunion": reunion, "degree": degree, "counts": queries.counts_of(reunion),
        "is_contact": is_contact, "own": own,
        "mates": queries.mates_of(reunion, person, degree) if is_contact else [],
        "may_answer": queries.takes_answers(reunion), "form": form or AnswerForm(initial=said),
    }  # fmt: skip
    return render(request, "events/reunion.html", context, status=422 if form else 200)


@require_POST
@of_my_class
def answer(request, reunion, degree):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page_of(request, reunion, degree, form)
    try:
        reunions.answer(reunion=reunion, person=request.user.alumnus, **form.cleaned_data)
    except reunions.NotNow:
        messages.error(request, _("This reunion takes no answers any more. Nothing was changed."))
    else:
        messages.success(request, _("Thank you, your answer is noted. You can change it until the day."))
    return redirect(reunion)
