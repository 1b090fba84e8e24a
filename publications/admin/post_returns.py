"""What came back: scan, say why, next."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
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
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            parcel, mails = post.record_return(distribution=row, by=request.user, **form.cleaned_data)
        except post.UnknownCode:
            form.add_error("code", _("No parcel of this distribution has this code."))
        except post.NotSent as problem:
            form.add_error("code", _not_sent(problem.parcel))
        else:
            for message in mails:
                mail.deliver.delay_on_commit(message.pk)
            messages.success(request, _("%(code)s for %(names)s is back.") % vars(parcel))
            return redirect("admin:publications_distribution_returns", pk)
    back = row.parcels.filter(state=Parcel.State.RETURNED).select_related("returned_by").order_by("-returned_at")
    context = site.each_context(request) | {
        "title": _("What came back"), "distribution": row, "form": form, "parcels": back[:50],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/publications/distribution_returns.html", context, status=status)


def _not_sent(parcel: Parcel) -> str:
    if parcel.state == Parcel.State.RETURNED:
        return _("This parcel is back already.")
    return _("This parcel was not sent yet: mark it as sent first.")


@require_POST
@posting
def undo(request, pk, parcel, site):
    row = found(request, pk)
    if post.undo_return(parcel=get_object_or_404(Parcel, distribution=row, pk=parcel), by=request.user):
        messages.success(request, _("The parcel is on its way again, and its address as good as before."))
    return redirect("admin:publications_distribution_returns", pk)
