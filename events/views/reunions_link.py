"""The link in an invitation: it says the name and the class, and takes one answer; opening it changes nothing."""

from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alumni.views.corrections import private, unreferred
from alumni_office.mail import tokens
from events.emails.reunions import LINK
from events.forms.reunions import AnswerForm
from events.models import Classmate
from events.queries.reunions import mine as queries
from events.services import reunions


# Without a referrer a browser names no origin either, so that the usual check must fail. It is not needed here: whoever
# can write the address of this page may answer on it.
@csrf_exempt
@unreferred
@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    row = _row(token)
    if row is None:
        return render(request, "events/reunion_link_over.html", status=404)
    if not queries.takes_answers(row.reunion):
        return render(request, "events/reunion_link_over.html", {"reunion": row.reunion}, status=410)
    said = {"answer": row.answer, "seats": row.seats, "word": row.word} if row.is_own else None
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        try:
            reunions.answer(reunion=row.reunion, person=row.alumnus, **form.cleaned_data)
        except reunions.NotNow:
            return render(request, "events/reunion_link_over.html", {"reunion": row.reunion}, status=410)
        return redirect(f"{request.path}?saved=1")
    context = {"form": form, "row": row, "reunion": row.reunion, "is_saved": "saved" in request.GET and row.is_own}
    return render(request, "events/reunion_link.html", context, status=422 if form.errors else 200)


def _row(token: str) -> Classmate | None:
    """Of somebody who is on record and was invited; who had the record restricted is not written to any more."""
    number = tokens.read(LINK, token)
    if number is None:
        return None
    rows = Classmate.objects.select_related("alumnus", "reunion__college", "reunion__place", "reunion__contact")
    return rows.invited().filter(
        pk=number, alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True,
        alumnus__restricted_at__isnull=True,
    ).first()  # fmt: skip
