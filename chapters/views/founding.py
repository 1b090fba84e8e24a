"""Founding a chapter: where to begin, and the page that says how far it is and whose turn it is."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.views.guards import member_required
from alumni_office.mail import tasks as mail
from alumni_office.saving.pages import posted
from alumni_office.ui.downloads import private_file
from chapters.forms.founding import FoundForm, ReviveForm
from chapters.models import Application, Chapter, Document, led_by
from chapters.queries import founding as queries
from chapters.queries import places
from chapters.services import founding

State = Application.State


def applicant_required(view):
    """Call the view with the application in place of its key; to everybody but its applicant there is none."""

    @never_cache
    @member_required
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        application = get_object_or_404(queries.mine(request.user.alumnus), pk=pk)
        return view(request, application, *args, **kwargs)

    return guarded


def acted(request, act):
    """Do something, and send the mails of it; or say why it cannot be. Returns whether it was done."""
    try:
        mails = act()
    except founding.Refused as refusal:
        messages.error(request, refusal.sentence)
        return False
    for pk in mails or []:
        mail.deliver.delay_on_commit(pk)
    return True


@require_safe
@never_cache
@member_required
def found(request):
    """Which kind of chapter; and what was begun."""
    applications = queries.mine(request.user.alumnus)
    for each in applications:
        each.place = places.place_label(each)
    return render(request, "chapters/found.html", {"applications": applications})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def found_place(request, kind):
    """The place. Where a chapter stands, the page offers to join or to revive it."""
    if kind not in Chapter.Kind.values:
        raise Http404
    form = FoundForm(posted(request), kind=kind, initial=_named(request))
    standing = list(places.sleeping(kind, request.GET.get("chapter", "")))
    if form.is_valid():
        standing = list(places.standing(form.place).exclude(recognition=Chapter.Recognition.LEAD))
        if not standing or (kind == Chapter.Kind.INDUSTRY and form.cleaned_data["another"]):
            return _start(request, form)
    context = {
        "form": form, "kind": Chapter.Kind(kind), "standing": standing, "revive": ReviveForm(),
        "may_go_on": kind == Chapter.Kind.INDUSTRY,
    }  # fmt: skip
    return render(request, "chapters/found_place.html", context, status=422 if form.errors else 200)


def _named(request) -> dict:
    """The place that a link of the directory names; the form offers it, and checks what is sent."""
    return {name: request.GET[name] for name in ("province", "country") if name in request.GET}


def _start(request, form):
    try:
        application = founding.start(applicant=request.user.alumnus, place=form.place, key=form.cleaned_data["key"])
    except founding.Refused as refusal:  # between the look and this
        messages.error(request, refusal.sentence)
        return redirect("chapters:found")
    return redirect("chapters:application", application.pk)


@require_POST
@never_cache
@member_required
def revive(request, pk):
    """Begin an application for a chapter that sleeps."""
    chapter = get_object_or_404(Chapter.objects.listed(), pk=pk)
    form = ReviveForm(request.POST)
    if not form.is_valid():
        return redirect("chapters:found")
    try:
        application = founding.start(
            applicant=request.user.alumnus, place=places.place_of(chapter), revives=chapter, **form.cleaned_data
        )
    except founding.Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("chapters:found")
    return redirect("chapters:application", application.pk)


@require_safe
@applicant_required
def application_page(request, application):
    confirmed = queries.confirmed(application)
    is_draft = application.state in (State.DRAFT, State.ASKED)
    is_meeting = application.state == State.COMMISSIONED
    missing = queries.missing(application) if is_draft else []
    context = {
        "application": application, "place": places.place_label(application), "confirmed": confirmed,
        "turn": queries.turn_of(application, confirmed=confirmed), "steps": queries.steps_of(application),
        "missing": queries.missing_in_report(application) if is_meeting else missing,
        "documents": application.documents.order_by("pk"), "initiators": queries.asked(application),
        "nominees": application.nominees.select_related("alumnus").order_by("pk"),
        "is_draft": is_draft, "is_meeting": is_meeting, "may_withdraw": application.is_open,
        "leads": application.chapter is not None and led_by(request.user.alumnus).filter(
            pk=application.chapter_id).exists(),
    }  # fmt: skip
    return render(request, "chapters/application.html", context)


@require_POST
@applicant_required
def submit(request, application):
    if acted(request, lambda: founding.submit(application=application, by=request.user)):
        messages.success(request, _("The application is with the office. You hear from us by mail."))
    return redirect("chapters:application", application.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def withdraw(request, application):
    if request.method == "POST":
        if acted(request, lambda: founding.withdraw(application=application, by=request.user)):
            messages.success(request, _("Your application is withdrawn."))
        return redirect("chapters:application", application.pk)
    if not application.is_open:
        return redirect("chapters:application", application.pk)
    context = {"application": application, "place": places.place_label(application)}
    return render(request, "chapters/application_withdraw.html", context)


@require_safe
@applicant_required
def document(request, application, document):
    row = get_object_or_404(Document.objects.filter(application=application), pk=document)
    return private_file(row.file, name=f"document-{row.pk}", kind=row.form)
