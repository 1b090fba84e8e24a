"""A donor's own window: of an alumnus who has signed in, or behind a link that was mailed."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.views.corrections import private, unreferred
from alumni.views.guards import member_required
from alumni_office.saving.forms import took
from alumni_office.ui.downloads import made_file
from donations.forms.thanks import WallForm
from donations.models import WallWord
from donations.queries import mine as queries
from donations.services import receipts, wall, windows


@require_safe
@never_cache
@member_required
def gifts(request):
    return _window(request, queries.donor_of(request.user.alumnus), "donations/mine.html")


@require_POST
@never_cache
@member_required
def wall_word(request):
    donor = queries.donor_of(request.user.alumnus)
    form = WallForm(request.POST)
    if donor is None:
        return redirect("donations:mine")
    if _said(request, form, donor, WallWord.Source.OWN_PAGE, by=request.user):
        return redirect("donations:mine")
    return _window(request, donor, "donations/mine.html", form=form)


@require_safe
@never_cache
@member_required
def receipt(request, pk):
    donor = queries.donor_of(request.user.alumnus)
    if donor is None:
        raise Http404
    return _paper(get_object_or_404(queries.receipts(donor), pk=pk))


def of_link(view):
    """Call the view with the donor of the link."""

    @wraps(view)
    def guarded(request, token, *args, **kwargs):
        donor = windows.donor_by_link(token)
        if donor is None:
            return render(request, "donations/window_over.html", status=404)
        return view(request, donor, token, *args, **kwargs)

    return guarded


# Without a referrer a browser names no origin either, so that the usual check must fail. It is not needed here: whoever
# can write the address of this page may open it.
@csrf_exempt
@unreferred
@private
@require_http_methods(["GET", "HEAD", "POST"])
@of_link
def window(request, donor, token):
    form = WallForm(request.POST) if request.method == "POST" else None
    if form and _said(request, form, donor, WallWord.Source.LINK):
        return redirect("donations:donor-window", token)
    return _window(request, donor, "donations/window.html", form=form, token=token)


@unreferred
@private
@require_safe
@of_link
def window_receipt(request, donor, token, pk):
    return _paper(get_object_or_404(queries.receipts(donor), pk=pk))


def _said(request, form, donor, source, by=None) -> bool:
    if not took(
        form,
        lambda **fields: wall.say(donor=donor, source=source, by=by, language=get_language() or "", **fields),
    ):  # fmt: skip
        return False
    messages.success(
        request,
        _("Thank you: the donor wall shows your name.") if form.cleaned_data["given"]
        else _("Your name does not stand on the donor wall."),
    )  # fmt: skip
    return True


def _window(request, donor, template: str, *, form=None, **context):
    found = queries.window(donor)
    shown_as = found.word.shown_as if found.word else ""
    form = form or WallForm(initial={"shown_as": shown_as or (donor.name if donor else "")})
    context |= {"window": found, "donor": donor, "form": form, "wording": wall.WORDING}
    return render(request, template, context, status=422 if form.errors else 200)


def _paper(row):
    return made_file(receipts.paper(receipt=row), name=f"receipt-{row.shown_number}", kind="pdf")
