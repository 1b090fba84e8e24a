"""The steps of a gift: posted, dropped, taken back, credited."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.accounts.roles import Permission
from alumni_office.money.amounts import said as said_amount
from alumni_office.saving.forms import took
from donations.forms.gifts import CreditForm, TakeBackForm
from donations.models import Donor, Gift
from donations.queries import donors as donor_queries
from donations.queries import funds as fund_queries
from donations.services import gifts as services
from donations.services import soft_credits

from .chrome import EDIT, page, posted, saved, telling, typed_words
from .guards import enters, gifts, of, posts


@require_POST
@posts
@of(gifts, Permission.GIFT_VIEW)
def gift_post(request, gift, site):
    if gift.batch_id:
        messages.error(request, _("A batch is posted whole."))
    else:
        telling(request, lambda: services.post_gift(gift_id=gift.pk, by=request.user), _("It is posted."))
    return redirect("admin:donations_gift_change", gift.pk)


@require_http_methods(EDIT)
@enters
@of(gifts, Permission.GIFT_VIEW)
def gift_drop(request, gift, site):
    """Says what will happen, and does it."""
    if request.method == "POST":
        telling(request, lambda: services.drop_gift(gift_id=gift.pk, by=request.user), _("It is dropped."))
        return redirect("admin:donations_gift_change", gift.pk)
    context = site.each_context(request) | {
        "title": _("Drop what was entered"), "subtitle": gift.donor.name,
        "text": _("%(amount)s of %(donor)s will never count. The row stays and says that it was there; enter it anew "
                  "where only something of it was wrong.")
        % {"amount": said_amount(gift.amount, gift.currency), "donor": gift.donor.name},
        "verb": _("Drop it"), "danger": True, "back_url": reverse("admin:donations_gift_change", args=[gift.pk]),
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context)


@require_http_methods(EDIT)
@enters
@of(gifts, Permission.GIFT_VIEW)
def gift_back(request, gift, site):
    """A refund, or a correction of all of it: a row of its own, posted as a gift is."""
    form = TakeBackForm(posted(request))
    made = took(form, lambda **said: services.take_back(gift_id=gift.pk, by=request.user, **said))
    if made:
        messages.success(request, _("Entered. It counts once it is posted."))
        return redirect("admin:donations_gift_change", made.pk)
    posted_whole = gift.state == Gift.State.POSTED and gift.entry == Gift.Entry.GIFT
    left = services.left_of(gift) if posted_whole else None
    parts = list(gift.allocations.select_related("fund"))
    return page(
        request, site, "gift_back", _("Take back a gift"), form=form, gift=gift, left=left, parts=parts,
        short=fund_queries.would_be_overdrawn(request.user, parts) if left else [],
    )  # fmt: skip


@require_http_methods(EDIT)
@enters
@of(gifts, Permission.GIFT_VIEW)
def credit_add(request, gift, site):
    """Look for a donor; with ?donor= say what for."""
    asked = request.GET.get("donor", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        donor = get_object_or_404(Donor.objects.visible_to(request.user).heads(), pk=int(asked))
        form = CreditForm(posted(request), initial={"amount_cny": gift.amount_cny})
        save = lambda **said: soft_credits.give_credit(  # noqa: E731
            gift=gift, donor=donor, by=request.user, **said
        )
        if saved(request, form, save):
            return redirect("admin:donations_gift_change", gift.pk)
        return page(request, site, "credit_form", _("A soft credit"), form=form, gift=gift, donor=donor)
    words = typed_words(request)
    rows = donor_queries.listed(request.user, words=words).order_by("-pk")[:20] if words else []
    return page(request, site, "credit_form", _("A soft credit"), gift=gift, words=words, rows=list(rows))


@require_POST
@enters
@of(gifts, Permission.GIFT_VIEW)
def credit_end(request, gift, row, site):
    credit = get_object_or_404(gift.soft_credits, pk=row)
    telling(request, lambda: soft_credits.end_credit(credit=credit, by=request.user), _("Taken out."))
    return redirect("admin:donations_gift_change", gift.pk)
