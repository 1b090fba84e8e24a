"""What a person gets: one page for who has signed in, the same parts on the page behind a mail's link."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alumni.views.guards import member_required
from publications.forms.preferences import LimitForm, WishForm
from publications.models import LetterLimit
from publications.queries import received, wishes
from publications.services import subscriptions

PAUSE = timedelta(days=90)  # offered, so that a pause is one click; another day can be chosen


def context_of(person) -> dict:
    """What `publications/wishes.html` prints."""
    return {
        "wishes": wishes.wishes(person), "limit": wishes.limit_of(person),
        "limits": [(0, _("As often as there are")), *LetterLimit.Days.choices],
        "pause_until": timezone.localdate() + PAUSE,
    }  # fmt: skip


def take(post, *, person_id: int, by) -> str | None:
    """Do what a button of `publications/wishes.html` asks for; return the sentence for the person, None for what no
    button asks. Raises NotThatDay."""
    if post.get("what") == "limit":
        limit = LimitForm(post)
        if not limit.is_valid():
            return None
        subscriptions.limit_letters(person_id=person_id, by=by, **limit.cleaned_data)
        return _("Noted.")
    form = WishForm(post)
    if not form.is_valid():
        if "until" in form.errors:
            raise subscriptions.NotThatDay(_("Choose a day from tomorrow on, within two years."))
        return None
    said = form.cleaned_data
    which = {"person_id": person_id, "periodical": said["periodical"], "channel": said["channel"], "by": by}
    if said["act"] == "begin":
        subscriptions.subscribe(**which)
        return _("Noted: it comes to you.")
    if said["act"] == "pause":
        subscriptions.pause(until=said["until"], **which)
        return _("Noted: it comes again from that day on.")
    subscriptions.end(**which)
    return _("Noted: it comes no more.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def mine(request):
    person = request.user.alumnus
    error, status = "", 200
    if request.method == "POST":
        try:
            said = take(request.POST, person_id=person.pk, by=request.user)
        except subscriptions.NotThatDay as refusal:
            error, status = str(refusal), 422
        else:
            if said is None:
                raise BadRequest
            messages.success(request, said)
            return redirect("publications:my-mail")
    return render(request, "publications/my_mail.html", context_of(person) | {"error": error}, status=status)


@require_safe
@never_cache
@member_required
def letters(request):
    return render(request, "publications/my_letters.html", {"received": received.received(request.user.alumnus)})
