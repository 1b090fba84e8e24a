"""Letters to oneself, for who has signed in: when they come, what they say, and taking one back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alumni.views.guards import member_required
from events.queries.leaving.letters import mine
from events.queries.leaving.own import open_of
from events.services import leaving as services


@require_safe
@never_cache
@member_required
def letters(request):
    person = request.user.alumnus
    rows = mine(person, request.user).defer("text")
    return render(request, "events/letters.html", {"letters": rows, "leaver": open_of(person)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def letter(request, pk):
    """To read it shows it; to take it back is asked on the same page."""
    row = get_object_or_404(mine(request.user.alumnus, request.user), pk=pk)
    if request.method == "POST":
        if services.take_back(letter=row):
            messages.success(request, _("The letter is gone."))
        else:
            messages.error(request, _("The letter is on its way already."))
        return redirect("events:letters")
    return render(request, "events/letter.html", {"letter": row})
