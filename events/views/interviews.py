"""Interviews on the public site: the person's answer by a link, and the pages of a team for its members."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.views.corrections import private, unreferred
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.saving.forms import first_values, took
from alumni_office.saving.refusals import Refused
from events.forms.interviews import AnswerForm, MetForm, ReportForm, WishesForm
from events.models import InterviewReport, InterviewTarget, InterviewTeam, Programme
from events.queries import interviews as queries
from events.services import interviews as services
from events.services.interviews.answering import takes_answers

from .volunteers import volunteer_required

WAYS = ["GET", "HEAD", "POST"]


# Without a referrer a browser names no origin either, so that the usual check must fail. It is not needed here: whoever
# can write the address of this page may answer on it.
@csrf_exempt
@unreferred
@private
@require_http_methods(WAYS)
def answer(request, token):
    target = services.by_link(token)
    if target is None:
        return render(request, "events/interview_over.html", status=404)
    if not takes_answers(target):
        return render(request, "events/interview_over.html", {"target": target}, status=410)
    agreed = target.state == InterviewTarget.State.AGREED
    first = {"opened": target.opened, "word": target.word}
    if target.answered_at:
        first["agrees"] = "yes" if agreed else "no"
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=first)
    if took(form, lambda **fields: services.answer(target=target, **fields)):
        return redirect(f"{request.path}?saved=1")
    context = {
        "form": form,
        "target": target,
        "team": target.team,
        "is_saved": "saved" in request.GET and not form.errors,
    }
    return render(request, "events/interview.html", context, status=422 if form.errors else 200)


def of_team(view):
    """Call the view with the volunteer and the own team; of others nobody is told."""

    @volunteer_required
    @wraps(view)
    def guarded(request, volunteer, pk, *args, **kwargs):
        rows = InterviewTeam.objects.of(volunteer).exclude(programme__state=Programme.State.DRAFT)
        return view(request, volunteer, get_object_or_404(rows.select_related("programme"), pk=pk), *args, **kwargs)

    return guarded


def of_target(view):
    """Call the view with the volunteer and somebody who agreed to be met by the own team."""

    @volunteer_required
    @wraps(view)
    def guarded(request, volunteer, pk, *args, **kwargs):
        rows = InterviewTarget.objects.shown_to_team().select_related("team__programme", "alumnus", "report")
        target = get_object_or_404(rows, pk=pk, team__in=InterviewTeam.objects.of(volunteer))
        return view(request, volunteer, target, *args, **kwargs)

    return guarded


@require_safe
@of_team
def team(request, volunteer, found):
    rows = list(queries.with_pieces(InterviewTarget.objects.shown_to_team().filter(team=found)))
    if rows:
        record_access(
            action=AccessRecord.Action.VIEW, target=InterviewTeam._meta.label_lower, target_id=found.pk,
            by=request.user, count=len(rows), people=[row.alumnus_id for row in rows],
            criteria={"opened": sorted({piece for row in rows for piece in row.opened})},
        )  # fmt: skip
    context = {
        "team": found, "members": queries.members_of(found), "people": queries.seen(rows), "volunteer": volunteer,
        "asked": found.targets.filter(state=InterviewTarget.State.ASKED).count(),
    }  # fmt: skip
    return render(request, "events/team.html", context)


@require_http_methods(WAYS)
@of_team
def wishes(request, volunteer, found):
    form = WishesForm(request.POST if request.method == "POST" else None, initial=first_values(found, WishesForm))
    if took(form, lambda **said: services.propose(team=found, **said)):
        messages.success(request, _("The office reads it, and asks whom it chooses."))
        return redirect("events:team", found.pk)
    context = {"form": form, "title": _("Propose whom to meet"), "verb": _("Save"), "team": found}
    return render(request, "events/team_form.html", context, status=422 if form.errors else 200)


@require_http_methods(WAYS)
@of_target
def met(request, volunteer, target):
    form = MetForm(request.POST if request.method == "POST" else None)
    if took(form, lambda on: services.note_interviewed(target=target, on=on)):
        messages.success(request, _("Noted. Now write the report."))
        return redirect("events:team-report", target.pk)
    return _form_page(request, target, form, _("You have met %(name)s"), _("Note it"))


@require_http_methods(WAYS)
@of_target
def report(request, volunteer, target):
    known = getattr(target, "report", None)
    if target.state != InterviewTarget.State.INTERVIEWED:
        return redirect("events:team-met", target.pk)
    if known and known.state not in InterviewReport.OPEN:
        return render(request, "events/team_report.html", {"report": known, "team": target.team, "target": target})
    form = ReportForm(request.POST if request.method == "POST" else None, report=known)
    if took(form, lambda **fields: services.write(target=target, volunteer=volunteer, **fields)):
        messages.success(request, _("Saved as a draft. Hand it in when it is done."))
        return redirect("events:team", target.team_id)
    return _form_page(request, target, form, _("Report on %(name)s"), _("Save the draft"), report=known)


def _form_page(request, target, form, title, verb, **more):
    context = {
        "form": form, "title": title % {"name": target.alumnus.name}, "verb": verb, "team": target.team,
        "target": target,
    } | more  # fmt: skip
    return render(request, "events/team_form.html", context, status=422 if form.errors else 200)


@require_POST
@of_target
def submit(request, volunteer, target):
    row = get_object_or_404(InterviewReport, target=target)
    try:
        services.submit(report=row)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The report is with the office."))
    return redirect("events:team", target.team_id)
