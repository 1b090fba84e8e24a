"""Elections on the desk: the posts, who stands, the votes, and a further ballot where one is needed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni.admin.guards import requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from chapters.forms.congress import BallotForm, ElectionForm, PersonForm, SearchForm
from chapters.models import Candidate, Congress, Election
from chapters.queries.congress import corrections
from chapters.queries.congress.candidates import MOST, who_may_stand
from chapters.queries.congress.outcome import needed
from chapters.queries.congress.standing_for import election_lines
from chapters.services import congress as services
from chapters.services.congress.elections import outcome_of

from .frame import congress_or_404, done, page, refused_at, row_or_404, to

CHANGES = ["GET", "HEAD", "POST"]


@require_http_methods(CHANGES)
@requires(Permission.CHAPTER_VIEW)
def election_list(request, pk, site):
    congress = congress_or_404(request, pk)
    form = ElectionForm()
    if request.method == "POST":
        form = _added(request, congress)
        if form is None:
            return to("elections", pk)
    return page(
        request, site, congress, "elections", here="session", tab="elections", title=_("Elections"),
        lines=election_lines(congress),
        form=form, may_add=congress.state != Congress.State.CLOSED, status=422 if form.errors else 200,
    )  # fmt: skip


@requires(Permission.CONGRESS_EDIT)
def _added(request, congress):
    """The form to show again; None when the election is put."""
    form = ElectionForm(request.POST)
    if form.is_valid() and refused_at(
        form, lambda **values: services.add_election(congress=congress, by=request.user, **values)
    ):
        messages.success(request, _("The election is put. Now say who stands."))
        return None
    return form


@require_http_methods(CHANGES)
@requires(Permission.CHAPTER_VIEW)
def election_page(request, pk, site):
    election = row_or_404(request, Election, pk)
    candidates = list(election.candidates.select_related("alumnus").order_by("pk"))
    form = BallotForm(election=election, candidates=candidates)
    if request.method == "POST":
        form = _counted(request, election, candidates)
        if form is None:
            return to("election", pk)
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    is_open = election.congress.state != Congress.State.CLOSED and election.voted_at is None
    further = election.congress.elections.filter(seat=election.seat, round=election.round + 1).first()
    return page(
        request, site, election.congress, "election", here="session", tab="elections", title=_("Election"),
        election=election,
        candidates=candidates, form=form, search=search, asked=words, most=MOST, is_open=is_open, further=further,
        found=who_may_stand(election, request.user, words) if is_open else [], outcome=outcome_of(election),
        needed=needed(election.ballots or 0), earlier=corrections.of_election(election),
        may_vote=election.congress.state == Congress.State.OPEN and not further and candidates,
        status=422 if form.errors else 200,
    )  # fmt: skip


@requires(Permission.CONGRESS_EDIT)
def _counted(request, election, candidates):
    """The form to show again; None when the votes are written."""
    form = BallotForm(request.POST, election=election, candidates=candidates)
    if form.is_valid() and refused_at(
        form, lambda **values: services.record_ballot(election=election, by=request.user, **values)
    ):
        messages.success(request, _("The votes are written."))
        return None
    return form


@require_POST
@requires(Permission.CONGRESS_EDIT)
def election_stand(request, pk, site):
    election, form = row_or_404(request, Election, pk), PersonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a person."))
        return to("election", pk)
    person = get_object_or_404(Alumnus.objects.visible_to(request.user), pk=form.cleaned_data["person"])
    sentence = _("%(name)s stands.") % {"name": person.name}
    done(request, lambda: services.add_candidate(election=election, person=person, by=request.user), sentence)
    return to("election", pk)


@require_POST
@requires(Permission.CONGRESS_EDIT)
def candidate_remove(request, pk, site):
    rows = Candidate.objects.filter(election__congress__in=Congress.objects.seen_whole_by(request.user))
    candidate = get_object_or_404(rows.select_related("election", "alumnus"), pk=pk)
    sentence = _("%(name)s does not stand any more.") % {"name": candidate}
    done(request, lambda: services.remove_candidate(candidate=candidate, by=request.user), sentence)
    return to("election", candidate.election_id)


@require_POST
@requires(Permission.CONGRESS_EDIT)
def election_further(request, pk, site):
    election = row_or_404(request, Election, pk)
    sentence = _("A further ballot is put.")
    is_done = done(request, lambda: services.further_ballot(election=election, by=request.user), sentence)
    return to("elections", election.congress_id) if is_done else to("election", pk)


@require_POST
@requires(Permission.CONGRESS_EDIT)
def election_remove(request, pk, site):
    election = row_or_404(request, Election, pk)
    done(request, lambda: services.remove_election(election=election, by=request.user), _("The election is taken off."))
    return to("elections", election.congress_id)


VIEWS = [
    ("<int:pk>/elections/", election_list, "elections"),
    ("election/<int:pk>/", election_page, "election"),
    ("election/<int:pk>/stand/", election_stand, "stand"),
    ("election/<int:pk>/further/", election_further, "further"),
    ("election/<int:pk>/remove/", election_remove, "election_remove"),
    ("candidate/<int:pk>/remove/", candidate_remove, "candidate_remove"),
]
