"""What came back: scan, say why, next."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.mail import tasks as mail
from publications.forms.post import ReturnForm
from publications.models import Parcel
from publications.services import post

from .post_views import found, posting


@require_http_methods(["GET", "HEAD", "POST"])
@posting
def returns(request, pk, site):
    row = found(request, pk)
    form, elsewhere = _form(request), None
    if form.is_bound and form.is_valid():
        try:
            return _take(request, row, **form.cleaned_data)
        except post.UnknownCode:
            form.add_error("code", _("No parcel has this code. Look whether the whole code was read."))
        except post.Elsewhere as problem:
            elsewhere = problem.parcel
            form.add_error("code", _("This parcel belongs to “%(title)s”.") % {"title": elsewhere.distribution})
        except post.NotSent as problem:
            form.add_error("code", _not_sent(problem.parcel))
    back = row.parcels.filter(state=Parcel.State.RETURNED).select_related("returned_by").order_by("-returned_at")
    context = site.each_context(request) | {
        "title": pgettext("parcels", "What came back"), "distribution": row, "form": form, "parcels": back[:50],
        "elsewhere": elsewhere,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/publications/distribution_returns.html", context, status=status)


def _form(request) -> ReturnForm:
    """The reason stands as it was chosen for the parcel before."""
    if request.method == "POST":
        return ReturnForm(request.POST)
    reason = request.GET.get("reason", "")
    return ReturnForm(initial={"reason": reason if reason in Parcel.Reason.values else Parcel.Reason.MOVED})


def _take(request, row, *, code, reason):
    parcel, mails = post.record_return(distribution=row, code=code, reason=reason, by=request.user)
    for message in mails:
        mail.deliver.delay_on_commit(message.pk)
    told = _("%(code)s is back: %(names)s.") % {"code": parcel.code, "names": parcel.names or "—"}
    if mails:
        told += " " + ngettext(
            "%(count)s class liaison is asked.", "%(count)s class liaisons are asked.", len(mails)
        ) % {"count": len(mails)}
    messages.success(request, told)
    address = reverse("admin:publications_distribution_returns", args=[row.pk])
    return redirect(f"{address}?{urlencode({'reason': reason})}")


def _not_sent(parcel: Parcel) -> str:
    if parcel.state == Parcel.State.RETURNED:
        return _("This parcel is back already.")
    if parcel.state == Parcel.State.DROPPED:
        return _("This parcel was taken out and never sent.")
    return _("This parcel was not sent yet: mark it as sent first.")


@require_POST
@posting
def undo(request, pk, parcel, site):
    row = found(request, pk)
    try:
        undone = post.undo_return(parcel=get_object_or_404(Parcel, distribution=row, pk=parcel), by=request.user)
    except post.NotThatMany:
        messages.error(request, _("This copy was given away or written off meanwhile: correct that first."))
    else:
        if undone:
            messages.success(request, _("The parcel is on its way again, and its address as good as before."))
    return redirect("admin:publications_distribution_returns", pk)
