"""Applications to the club that came on paper: entered with their scan, and given out again."""

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
from donations.forms.club_papers import PaperForm
from donations.models import ClubMembership, ClubPaper
from donations.queries import club
from donations.services import club as services
from events.forms.parts import FindPersonForm

from .chrome import EDIT, page, posted

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


@require_safe
@requires(Permission.CLUB_VIEW)
def paper(request, pk, site):
    seen = ClubMembership.objects.visible_to(request.user)
    found = get_object_or_404(ClubPaper.objects.filter(membership__in=seen), membership=pk)
    kind = PurePath(str(found.file.name)).suffix.removeprefix(".")
    return private_file(found.file, name=_("Application on paper"), kind=kind)
