"""What a device keeps for when there is no network, and what it hands in afterwards."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.forms.gate import Malformed, entries_in
from events.models import CheckList
from events.queries.carried import carried
from events.queries.gates import gates, late_gates
from events.services import gate_entries, gate_lists

from .gate import at_the_gate


@require_safe
def worker(request):
    """The service worker; its address is its scope. It holds no word of a person."""
    response = render(request, "events/gate_worker.js", content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@at_the_gate
def people(request, check_list):
    """The list for this device; that it was taken along is written down."""
    content = carried(check_list)
    gate_lists.note_carried(check_list=check_list, count=len(content["people"]), by=request.user)
    return JsonResponse(content)


@require_POST
@never_cache
@login_required
def sync(request, event, pk):
    """Entries in their order. From a pass of an earlier day they are kept for a person to look at."""
    check_list = get_object_or_404(CheckList.objects.select_related("event", "session"), pk=pk, event=event)
    is_late = not gates(request.user).filter(pk=event).exists()
    if is_late:
        get_object_or_404(late_gates(request.user), pk=event)
    try:
        entries = entries_in(request.body)
    except Malformed:
        return JsonResponse({"error": _("These entries cannot be read.")}, status=400)
    answers = gate_entries.take(check_list=check_list, entries=entries, by=request.user, is_late=is_late)
    return JsonResponse({"answers": [_told(answer) for answer in answers], "late": is_late})


def _told(answer) -> dict:
    of = answer.check_in.key if answer.check_in and answer.outcome in ("in", "twice") else ""
    return {"key": str(answer.key), "outcome": answer.outcome, "sentence": answer.sentence, "of": str(of)}
