"""Receipts at the desk: what is due, what was issued, and what becomes of it."""

from functools import wraps

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks as jobs
from alumni_office.saving.forms import took
from alumni_office.ui.downloads import made_file
from alumni_office.ui.keyset import newest_first
from donations.forms.receipts import DueForm, FindReceiptForm, IssueForm, ManyForm, ReasonForm, RedForm
from donations.models import Donor, Gift, Receipt
from donations.queries import receipts as queries
from donations.queries import thanks as thanks_queries
from donations.services import receipts as services
from donations.services.receipts.issuing import MANY

from .chrome import EDIT, OwnPages, page, posted

SIZE = 50
sees_gifts = requires(Permission.GIFT_VIEW)
posts_gifts = requires(Permission.GIFT_POST)


def of_receipt(view):
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Receipt.objects.visible_to(request.user).select_related("range", "donor", "reverses__range", "issued_by")
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


def of_gift(view):
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Gift.objects.visible_to(request.user).posted().filter(entry=Gift.Entry.GIFT)
        return view(request, get_object_or_404(rows.select_related("donor__merged_into"), pk=pk), *args, **kwargs)

    return guarded


@require_safe
@sees_gifts
def receipt_list(request, site):
    form = FindReceiptForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.found(request.user, **asked)
    return page(
        request, site, "receipt_list", _("Receipts"), find=form, page=newest_first(rows, request, size=SIZE),
        is_asked=any(asked.values()), has_ranges=queries.ranges().exists(),
    )  # fmt: skip


@require_safe
@sees_gifts
def to_take_back(request, site):
    return redirect(f"{reverse('admin:donations_receipt_changelist')}?state=back")


@require_safe
@sees_gifts
def due_list(request, site):
    find = DueForm(request.GET, user=request.user)
    rows = _looked_for(request, find).select_related("donor").prefetch_related("allocations__fund")
    return page(
        request, site, "receipt_due", _("Gifts that are due a receipt"), find=find,
        page=newest_first(rows, request, size=SIZE), is_asked=_is_asked(find),
        query=request.GET.urlencode(),
    )  # fmt: skip


@require_http_methods(EDIT)
@posts_gifts
def issue_many(request, site):
    """A receipt for each gift that is looked for: first how many, then the job."""
    find = DueForm(request.GET, user=request.user)
    rows = _looked_for(request, find)
    form = ManyForm(posted(request))
    job = took(form, lambda range: services.order_many(gift_ids=_first(rows), range=range, by=request.user))
    if job:
        jobs.run.delay_on_commit(job.pk)
        return redirect("admin:jobs_job_change", job.pk)
    return page(
        request, site, "receipt_many", _("Issue many receipts"), form=form, count=len(_first(rows)),
        query=request.GET.urlencode(),
    )  # fmt: skip


def _first(rows) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:MANY])


def _looked_for(request, find):
    rows = queries.due(request.user)
    return queries.narrowed(rows, **find.cleaned_data) if find.is_valid() else rows.none()


def _is_asked(find) -> bool:
    return bool(find.errors) or any(find.cleaned_data.values())


@require_safe
@sees_gifts
@of_gift
def gift_page(request, gift, site):
    state, what = queries.state_of(gift)
    return page(
        request, site, "receipt_gift", _("Receipt and thanks for a gift"), gift=gift, donor=gift.donor, state=state,
        what=what, issue_form=IssueForm(), year=gift.received_on.year, on_record=gift.receipts.select_related(
            "receipt__range").order_by("-pk"),
        thanks=thanks_queries.found(request.user).filter(gift=gift).order_by("pk"),
    )  # fmt: skip


@require_POST
@posts_gifts
@of_gift
def gift_issue(request, gift, site):
    form = IssueForm(request.POST)
    made = took(form, lambda **fields: services.issue(gift_ids=[gift.pk], by=request.user, **fields))
    return _to_receipt(request, form, made, gift)


@require_POST
@posts_gifts
@of_gift
def gift_issue_year(request, gift, site):
    """All gifts of the donor in the year of this one."""
    form = IssueForm(request.POST)
    year, donor = gift.received_on.year, Donor.objects.get(pk=gift.donor.head_id)
    made = took(form, lambda **fields: services.issue_year(donor=donor, year=year, by=request.user, **fields))
    return _to_receipt(request, form, made, gift)


def _to_receipt(request, form, made, gift):
    if made:
        messages.success(request, _("The receipt is issued."))
        return redirect("admin:donations_receipt_change", made.pk)
    for sentences in form.errors.values():
        messages.error(request, " ".join(sentences))
    return redirect("admin:donations_receipt_gift", gift.pk)


@require_http_methods(EDIT)
@posts_gifts
@of_gift
def gift_waive(request, gift, site):
    form = ReasonForm(posted(request))
    if took(form, lambda reason: services.waive(gift_id=gift.pk, reason=reason, by=request.user)):
        messages.success(request, _("It is written down that this gift needs no receipt."))
        return redirect("admin:donations_receipt_gift", gift.pk)
    return page(
        request, site, "receipt_form", _("This gift needs no receipt"), form=form, gift=gift, verb=_("Write it down")
    )


@require_POST
@posts_gifts
@of_gift
def gift_due_again(request, gift, site):
    services.waive_no_more(gift_id=gift.pk, by=request.user)
    messages.success(request, _("A receipt is due again."))
    return redirect("admin:donations_receipt_gift", gift.pk)


@require_safe
@sees_gifts
@of_receipt
def receipt_page(request, receipt, site):
    return page(
        request, site, "receipt_page", _("Receipt %(number)s") % {"number": receipt}, receipt=receipt,
        lines=receipt.lines.all(), gifts=queries.on_it(receipt),
        reversal=Receipt.objects.select_related("range").filter(reverses=receipt).first(),
        is_valid=Receipt.objects.valid().filter(pk=receipt.pk).exists(),
        may_take_back=receipt.may_be_taken_back_by(request.user),
        is_to_take_back=queries.to_take_back(request.user).filter(pk=receipt.pk).exists(),
    )  # fmt: skip


@require_safe
@sees_gifts
@of_receipt
def receipt_paper(request, receipt, site):
    return made_file(services.paper(receipt=receipt), name=f"receipt-{receipt.shown_number}", kind="pdf")


@require_http_methods(EDIT)
@posts_gifts
@of_receipt
def receipt_void(request, receipt, site):
    form = ReasonForm(posted(request))
    if took(form, lambda reason: services.void(receipt=receipt, reason=reason, by=request.user)):
        messages.success(request, _("The receipt is void. Its number stays used, and its gifts are due again."))
        return redirect("admin:donations_receipt_change", receipt.pk)
    return page(
        request, site, "receipt_form", _("Void the receipt %(number)s") % {"number": receipt}, form=form,
        receipt=receipt, verb=_("Void it"), danger=True,
        text=_("Do so only while it was not handed out. Its number stays used; its gifts are due a receipt again. This "
               "cannot be taken back."),
    )  # fmt: skip


@require_http_methods(EDIT)
@posts_gifts
@of_receipt
def receipt_red(request, receipt, site):
    form = RedForm(posted(request), receipt=receipt)
    made = took(form, lambda **fields: services.take_back(receipt=receipt, by=request.user, **fields))
    if made:
        messages.success(request, _("A red receipt takes it back. What is left of the gifts is due a receipt again."))
        return redirect("admin:donations_receipt_change", made.pk)
    return page(
        request, site, "receipt_form", _("Take back the receipt %(number)s") % {"number": receipt}, form=form,
        receipt=receipt, verb=_("Issue the red receipt"), danger=True,
        text=_("A red receipt with the opposite amount is issued and points to this one; both stay. What is left of "
               "the gifts is due a receipt again. This cannot be taken back."),
    )  # fmt: skip


@admin.register(Receipt)
class ReceiptAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [
        ("", receipt_list, "changelist"),
        ("back/", to_take_back, "back"),
        ("due/", due_list, "due"),
        ("due/issue/", issue_many, "many"),
        ("gift/<int:pk>/", gift_page, "gift"),
        ("gift/<int:pk>/issue/", gift_issue, "gift_issue"),
        ("gift/<int:pk>/issue-year/", gift_issue_year, "gift_issue_year"),
        ("gift/<int:pk>/waive/", gift_waive, "gift_waive"),
        ("gift/<int:pk>/due-again/", gift_due_again, "gift_due_again"),
        ("<int:pk>/", receipt_page, "change"),
        ("<int:pk>/paper/", receipt_paper, "paper"),
        ("<int:pk>/void/", receipt_void, "void"),
        ("<int:pk>/red/", receipt_red, "red"),
    ]
