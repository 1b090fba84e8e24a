"""The closings of the ledger on the desk."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni_office.accounts.roles import Permission
from donations.models import Closing, LedgerCheck
from donations.services import closing as services

from .chrome import OwnPages, page
from .guards import whole

SIZE = 60
sees_closings = whole(Permission.GIFT_VIEW)
checks_closings = whole(Permission.GIFT_POST)


@require_safe
@sees_closings
def closing_list(request, site):
    listed = Paginator(Closing.objects.order_by("-day"), SIZE).get_page(request.GET.get("page"))
    check = LedgerCheck.objects.order_by("-pk").first()
    wrong = [(day, services.SAID[what]) for day, what in check.wrong] if check else []
    return page(
        request, site, "closing_list", _("Closings of the days"), listed=listed, check=check, wrong=wrong,
        may_check=request.user.may(Permission.GIFT_POST),
    )  # fmt: skip


@require_POST
@checks_closings
def closing_check(request, site):
    """Look at all of them now; the night does so too."""
    if services.check().wrong:
        messages.error(request, _("Some closings do not fit. Nothing was changed: tell who keeps the database."))
    else:
        messages.success(request, _("Every closing fits its rows."))
    return redirect("admin:donations_closing_changelist")


@admin.register(Closing)
class ClosingAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [("", closing_list, "changelist"), ("check/", closing_check, "check")]
