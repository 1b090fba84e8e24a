"""Interview teams at the desk: members, whom they meet, their reports."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.models import Alumnus
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import tasks as mail
from alumni_office.saving.forms import took
from alumni_office.saving.refusals import Refused
from alumni_office.ui.keyset import newest_first
from events.admin.chrome import EDIT, page, posted, saved, telling
from events.forms.interviews import DecideForm, MemberForm, NewTeamForm, PersonForm, TeamForm, WordsForm
from events.models import InterviewReport, InterviewTarget, Programme, Volunteer
from events.queries import interviews as queries
from events.services import interviews as services

from .frame import back_to_team, leads_programmes, of_member, of_programme, of_report, of_target, of_team


@require_http_methods(EDIT)
@of_programme
def team_add(request, programme, site):
    form = NewTeamForm(posted(request))
    made = took(form, lambda **fields: services.create_team(programme=programme, by=request.user, **fields))
    if made:
        messages.success(request, _("The team is entered. Now add its members, and choose whom it meets."))
        return back_to_team(made)
    return page(
        request, site, "programme_form", _("Add a team"), form=form, programme=programme, verb=_("Add the team")
    )


@require_safe
@of_team
def team_page(request, team, site):
    return _team_page(request, site, team, MemberForm())


def _team_page(request, site, team, form):
    asked = WordsForm(request.GET)
    words = asked.cleaned_data["words"] if asked.is_valid() else ""
    targets, found = queries.targets_of(team), queries.candidates(team, request.user, words)
    named = [row.alumnus_id for row in targets] + [person.pk for person in found]
    if named:
        record_access(
            action=AccessRecord.Action.VIEW, target=InterviewTarget._meta.label_lower, target_id=team.pk,
            by=request.user, count=len(named), people=named,
        )  # fmt: skip
    seen = Alumnus.objects.visible_to(request.user).filter(pk__in=named)
    return page(
        request, site, "team_page", team.shown_name, team=team, programme=team.programme, form=form, words=words,
        members=queries.members_of(team), targets=targets, candidates=found, most=queries.FOUND,
        may_open=set(seen.values_list("pk", flat=True)),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_team
def team_edit(request, team, site):
    form = TeamForm(posted(request), team=team)
    if saved(request, form, lambda **fields: services.save_team(team=team, by=request.user, **fields)):
        return back_to_team(team)
    return page(
        request, site, "programme_form", _("Change the team"), form=form, programme=team.programme, verb=_("Save")
    )


@require_POST
@of_team
def team_member_add(request, team, site):
    """By the student number."""
    form = MemberForm(request.POST)
    if took(form, lambda **fields: _join(team, request.user, **fields)):
        messages.success(request, _("The volunteer is in the team."))
        return back_to_team(team)
    return _team_page(request, site, team, form)


def _join(team, by, *, student_number, leads):
    volunteer = Volunteer.objects.known().filter(student_number=student_number).first()
    if volunteer is None:
        raise Refused(_("No volunteer has this student number."), field="student_number")
    return services.join_team(team=team, volunteer=volunteer, leads=leads, by=by)


@require_POST
@of_member
def team_member_off(request, member, site):
    telling(request, lambda: services.leave_team(member=member), _("The volunteer is no longer in the team."))
    return back_to_team(member.team)


@require_POST
@of_team
def target_choose(request, team, site):
    form = PersonForm(request.POST)
    pk = form.cleaned_data["person"] if form.is_valid() else 0
    person = get_object_or_404(Alumnus.objects.visible_to(request.user), pk=pk)
    telling(
        request, lambda: services.choose(team=team, person=person, by=request.user),
        _("%(name)s is chosen. The team learns of nobody before they agree.") % {"name": person.name},
    )  # fmt: skip
    return back_to_team(team)


@require_POST
@of_target
def target_ask(request, target, site):
    try:
        message = services.ask(target=target, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        mail.deliver.delay_on_commit(message.pk)
        messages.success(request, _("The question is on its way."))
    return back_to_team(target.team)


@require_POST
@of_target
def target_declined(request, target, site):
    telling(request, lambda: services.note_declined(target=target), _("Noted: the person declined."))
    return back_to_team(target.team)


@require_POST
@of_target
def target_off(request, target, site):
    telling(request, lambda: services.let_go(target=target), _("Taken off the list."))
    return back_to_team(target.team)


@require_safe
@leads_programmes
def report_list(request, site):
    """All that were handed in, the latest first."""
    rows = InterviewReport.objects.exclude(state=InterviewReport.State.DRAFT).select_related("target__team__programme")
    rows = rows.filter(target__team__programme__in=Programme.objects.visible_to(request.user))
    return page(
        request, site, "report_list", _("Reports of interview teams"), page=newest_first(rows, request, size=25)
    )


@require_http_methods(EDIT)
@of_report
def report_page(request, report, site):
    """To read it, and to accept it or send it back."""
    form = DecideForm(posted(request))
    if took(form, lambda **fields: _decide(report, request.user, **fields)):
        messages.success(request, _("The team reads it on its page."))
        return redirect("admin:events_programme_report", report.pk)
    return page(
        request, site, "report_page", report.title, form=form, report=report, team=report.target.team,
        programme=report.target.team.programme, person=report.target.alumnus,
    )  # fmt: skip


def _decide(report, by, *, accepts, answer):
    (services.accept if accepts else services.send_back)(report=report, answer=answer, by=by)


@require_POST
@of_report
def report_suggest(request, report, site):
    try:
        mails = services.suggest(report=report, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        for each in mails:
            mail.deliver.delay_on_commit(each)
        messages.success(request, _("The editors have it. They ask the person before anything is published."))
    return redirect("admin:events_programme_report", report.pk)


VIEWS = [
    ("<int:pk>/teams/add/", team_add, "team_add"),
    ("teams/<int:pk>/", team_page, "team"),
    ("teams/<int:pk>/edit/", team_edit, "team_edit"),
    ("teams/<int:pk>/members/add/", team_member_add, "team_member_add"),
    ("members/<int:pk>/off/", team_member_off, "team_member_off"),
    ("teams/<int:pk>/choose/", target_choose, "target_choose"),
    ("targets/<int:pk>/ask/", target_ask, "target_ask"),
    ("targets/<int:pk>/declined/", target_declined, "target_declined"),
    ("targets/<int:pk>/off/", target_off, "target_off"),
    ("reports/", report_list, "reports"),
    ("reports/<int:pk>/", report_page, "report"),
    ("reports/<int:pk>/suggest/", report_suggest, "report_suggest"),
]
