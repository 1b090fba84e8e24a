"""Needs for alumni who have signed in: what is for them, their answers, and what they offer of themselves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alumni.views.guards import member_required
from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted
from donations.forms.cases import AnswerForm, OfferForm
from donations.models import NeedCase, StandingOffer
from donations.models.needs import NEEDED, OFFERED, Kind
from donations.queries import cases as case_queries
from donations.queries import needs as queries
from donations.services import cases as services
from donations.services.refusals import Refused

EDIT = ["GET", "HEAD", "POST"]
MOST = 200
State = NeedCase.State
WAY = [State.ANSWERED, State.TALKING, State.AGREED, State.CARRIED_OUT, State.TOLD_BACK]


def _status(form) -> int:
    return 422 if form.errors else 200


@require_safe
@never_cache
@member_required
def needs(request):
    """What is for this alumnus today, of one kind with `?kind=`."""
    kind = request.GET.get("kind", "")
    rows = list(queries.for_person(request.user.alumnus)[:MOST])
    there = {row.kind for row in rows}
    shown = [row for row in rows if kind not in Kind.values or row.kind == kind]
    return render(request, "donations/needs.html", {
        "needed": [row for row in shown if row.kind in NEEDED],
        "offered": [row for row in shown if row.kind in OFFERED],
        "kinds": [(each.value, each.label) for each in Kind if each in there], "kind": kind, "is_any": bool(rows),
    })  # fmt: skip


def _need_for(request, pk: int):
    """What may be answered; what was answered leads to the answer."""
    need = queries.for_person(request.user.alumnus).select_related("department", "fund").filter(pk=pk).first()
    return need, case_queries.answered_already(request.user.alumnus, pk)


@require_safe
@never_cache
@member_required
def need(request, pk):
    found, case = _need_for(request, pk)
    if found is None:
        if case is None:
            raise Http404
        return redirect("donations:answer", case.pk)
    return render(request, "donations/need.html", {"need": found, "case": case})


@require_http_methods(EDIT)
@never_cache
@member_required
def need_answer(request, pk):
    person = request.user.alumnus
    found, case = _need_for(request, pk)
    if case is not None:
        return redirect("donations:answer", case.pk)
    if found is None:
        raise Http404
    form = AnswerForm(posted(request), person=person)
    made = took(form, lambda **said: services.answer(need_id=pk, person=person, **said))
    if made:
        messages.success(request, _("Thank you: your answer has arrived. What becomes of it stands here."))
        return redirect("donations:answer", made.pk)
    return render(request, "donations/need_answer.html", {"need": found, "form": form}, status=_status(form))


@require_safe
@never_cache
@member_required
def mine(request):
    """One's answers and one's offers."""
    person = request.user.alumnus
    return render(request, "donations/my_needs.html", {
        "cases": list(case_queries.of_person(person)[:MOST]), "offers": list(case_queries.offers_of(person)[:MOST]),
    })  # fmt: skip


@require_safe
@never_cache
@member_required
def answer(request, pk):
    case = get_object_or_404(case_queries.of_person(request.user.alumnus), pk=pk)
    moves = list(case.moves.all())
    reached = {move.state: move for move in moves}
    return render(request, "donations/my_answer.html", {
        "case": case, "way": [(state.label, reached.get(state), state == case.state) for state in WAY],
        "steps": case.steps.all(), "outcomes": case.outcomes.order_by("happened_on", "pk"),
        "may_withdraw": case.state in (State.ANSWERED, State.TALKING),
    })  # fmt: skip


@require_http_methods(EDIT)
@never_cache
@member_required
def answer_withdraw(request, pk):
    person = request.user.alumnus
    case = get_object_or_404(case_queries.of_person(person), pk=pk)
    if request.method == "POST":
        try:
            services.withdraw(case_id=case.pk, person=person)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Your answer is taken back."))
        return redirect("donations:answer", case.pk)
    if case.state not in (State.ANSWERED, State.TALKING):
        return redirect("donations:answer", case.pk)
    return render(request, "donations/my_answer_withdraw.html", {"case": case})


@require_http_methods(EDIT)
@never_cache
@member_required
def offer_add(request):
    person = request.user.alumnus
    initial = {"province": person.province, "city": person.city, "industry": person.industry}
    form = OfferForm(posted(request), person=person, initial=initial)
    if took(form, lambda **said: services.make_offer(person=person, **said)):
        messages.success(request, _("Thank you. When somebody at the university needs it, we get in touch with you."))
        return redirect("donations:my-needs")
    return render(request, "donations/offer_add.html", {"form": form}, status=_status(form))


@require_http_methods(EDIT)
@never_cache
@member_required
def offer_end(request, pk):
    person = request.user.alumnus
    offer = get_object_or_404(StandingOffer.objects.filter(alumnus=person), pk=pk)
    if request.method == "POST":
        try:
            services.end_offer(offer_id=offer.pk, person=person)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Your offer is ended; nobody is led to it any more."))
        return redirect("donations:my-needs")
    return render(request, "donations/offer_end.html", {"offer": offer})
