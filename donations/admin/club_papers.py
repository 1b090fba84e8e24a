"""Applications to the club that came on paper: entered with their scan, put right, and given out again."""

from pathlib import PurePath

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from alumni_office.ui.downloads import private_file
from donations.forms.club_papers import CorrectionForm, PaperForm, said
from donations.models import ClubCorrection, ClubMembership, ClubPaper
from donations.queries import club
from donations.services import club as services
from events.forms.parts import FindPersonForm

from .chrome import EDIT, page, posted, saved

MOST_FOUND = 20


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def paper_add(request, site):
    """Look for somebody by name; with ?person= enter the paper."""
    asked = request.GET.get("person", "")
    people = Alumnus.objects.visible_to(request.user).present().usable()
    if not asked:
        return _find(request, site, people)
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    person = get_object_or_404(people, pk=int(asked))
    form = PaperForm(posted(request), request.FILES or None, person=person)
    made = took(form, lambda **_said: services.enter_paper(person=person, by=request.user, **form.arguments))
    if made:
        return redirect("admin:donations_clubmembership_change", made.pk)
    return page(
        request, site, "club_paper", _("Enter an application on paper"), form=form, person=person,
        tiers=list(club.tiers()),
    )  # fmt: skip


def _find(request, site, people):
    find = FindPersonForm(request.GET if "name" in request.GET else None)
    found: list = []
    if find.is_valid():
        named = people.filter(name=find.cleaned_data["name"].strip())
        found = list(named.prefetch_related("degrees__college")[:MOST_FOUND])
    return page(
        request, site, "club_paper", _("Enter an application on paper"), find=find, people=found,
        tiers=list(club.tiers()),
    )  # fmt: skip


def of_row(row: ClubMembership) -> dict:
    """The paper of a membership with what was put right of it, for the membership's page."""
    paper = ClubPaper.objects.filter(membership=row).select_related("added_by").first()
    corrections = list(row.corrections.select_related("made_by")) if paper else []
    return {"paper": paper, "corrections": [(each, said(each)) for each in corrections]}


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def paper_correct(request, pk, site):
    seen = ClubMembership.objects.visible_to(request.user)
    papers = ClubPaper.objects.filter(membership__in=seen).select_related("membership__alumnus")
    found = get_object_or_404(papers, membership=pk)
    row = found.membership
    is_free = row.state == ClubMembership.State.APPLIED and not row.votes.exists()
    form = CorrectionForm(posted(request), request.FILES or None, paper=found, is_free=is_free)
    if saved(request, form, lambda **fields: services.correct_paper(membership=row, by=request.user, **fields)):
        return redirect("admin:donations_clubmembership_change", row.pk)
    return page(request, site, "club_correct", _("Correct what was entered"), form=form, row=row, is_free=is_free)


@require_safe
@requires(Permission.CLUB_VIEW)
def paper(request, pk, site):
    seen = ClubMembership.objects.visible_to(request.user)
    found = get_object_or_404(ClubPaper.objects.filter(membership__in=seen), membership=pk)
    return _given(found.file)


@require_safe
@requires(Permission.CLUB_VIEW)
def paper_earlier(request, pk, row, site):
    """The scan that the council had before another one took its place."""
    seen = ClubMembership.objects.visible_to(request.user)
    kept = ClubCorrection.objects.filter(membership__in=seen, membership=pk).exclude(earlier_file="")
    return _given(get_object_or_404(kept, pk=row).earlier_file)


def _given(file):
    return private_file(file, name=_("Application on paper"), kind=PurePath(str(file.name)).suffix.removeprefix("."))
