"""Funds on the desk, with what they received and what was spent of them."""

from pathlib import PurePath

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.accounts.roles import Permission
from alumni_office.money.amounts import said as said_amount
from alumni_office.saving.forms import took
from alumni_office.ui.downloads import private_file
from donations.forms.funds import FundForm, ReasonForm, UseForm
from donations.models import Fund, FundUse
from donations.queries import funds as queries
from donations.services import funds as services

from .chrome import EDIT, OwnPages, page, posted, saved, telling, typed_words
from .guards import enters, funds, keeps_funds, of, posts, sees_donors

SIZE = 50
MOST = 500


def _give_sums(user, rows) -> None:
    """`sums` of each fund whose money the user may see; None of the others."""
    shown = queries.shown_sums(user, rows)
    found = queries.balances(shown) if shown else {}
    for row in rows:
        row.sums = found.get(row.pk)


@require_safe
@sees_donors
def fund_list(request, site):
    words, closed = typed_words(request), request.GET.get("show") == "closed"
    rows = queries.listed(request.user, words=words, closed=closed).order_by("name", "pk")
    listed = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    listed.object_list = list(listed.object_list)
    _give_sums(request.user, listed.object_list)
    query = request.GET.copy()
    query.pop("page", None)
    return page(
        request, site, "fund_list", _("Funds"), listed=listed, words=words, closed=closed, query=query.urlencode(),
        may_edit=request.user.may(Permission.FUND_EDIT), sees_amounts=request.user.may(Permission.GIFT_VIEW),
    )  # fmt: skip


@require_http_methods(EDIT)
@keeps_funds
def fund_add(request, site):
    form = FundForm(posted(request))
    made = took(form, lambda **said: services.enter_fund(by=request.user, **said))
    if made:
        return redirect("admin:donations_fund_change", made.pk)
    return page(
        request, site, "form", _("Open a fund"), form=form, verb=_("Open it"), of=_("Funds"),
        back="admin:donations_fund_changelist",
    )  # fmt: skip


@require_http_methods(EDIT)
@keeps_funds
@of(funds, Permission.DONOR_VIEW)
def fund_edit(request, fund, site):
    form = FundForm(posted(request), fund=fund)
    if saved(request, form, lambda **said: services.save_fund(fund=fund, by=request.user, **said)):
        return redirect("admin:donations_fund_change", fund.pk)
    return page(
        request, site, "form", str(fund), form=form, verb=_("Save"), of=_("Funds"),
        back="admin:donations_fund_changelist",
    )  # fmt: skip


@require_safe
@of(funds, Permission.DONOR_VIEW)
def fund_page(request, fund, site):
    user = request.user
    _give_sums(user, [fund])
    overdrawn = fund.sums.overdrawn if fund.sums else 0
    uses = list(fund.uses.select_related("entered_by", "posted_by", "correction").order_by("-spent_on", "-pk")[:MOST])
    return page(
        request, site, "fund_page", str(fund), fund=fund, uses=uses if fund.sums else [],
        campaigns=list(fund.campaigns.order_by("-starts_on")), may_edit=user.may(Permission.FUND_EDIT),
        may_enter=user.may(Permission.GIFT_ENTER), may_post=user.may(Permission.GIFT_POST),
        own_limit=services.own_limit(), went_back=queries.went_back(fund, overdrawn) if overdrawn else [],
    )  # fmt: skip


@require_http_methods(EDIT)
@enters
@of(funds, Permission.GIFT_VIEW)
def use_add(request, fund, site):
    form = UseForm(posted(request), request.FILES or None)
    if saved(request, form, lambda **said: services.enter_use(fund=fund, by=request.user, **said)):
        return redirect("admin:donations_fund_change", fund.pk)
    return page(request, site, "fund_use", _("Enter what was spent"), form=form, fund=fund)


def _use(fund: Fund, row: int, **state) -> FundUse:
    return get_object_or_404(fund.uses.select_related("fund"), pk=row, **state)


@require_POST
@posts
@of(funds, Permission.GIFT_VIEW)
def use_post(request, fund, row, site):
    use = _use(fund, row)
    telling(request, lambda: services.post_use(use_id=use.pk, by=request.user), _("It is posted."))
    return redirect("admin:donations_fund_change", fund.pk)


@require_POST
@enters
@of(funds, Permission.GIFT_VIEW)
def use_drop(request, fund, row, site):
    use = _use(fund, row)
    telling(request, lambda: services.drop_use(use_id=use.pk, by=request.user), _("Taken out."))
    return redirect("admin:donations_fund_change", fund.pk)


@require_POST
@enters
@of(funds, Permission.GIFT_VIEW)
def use_show(request, fund, row, site):
    """Show it to donors, or hide it."""
    use = _use(fund, row, posted_on__isnull=False)
    services.show_use(use_id=use.pk, shown=not use.is_shown)
    return redirect("admin:donations_fund_change", fund.pk)


@require_http_methods(EDIT)
@enters
@of(funds, Permission.GIFT_VIEW)
def use_back(request, fund, row, site):
    """Says what will happen; the row that takes it back is posted by another above the limit."""
    use = _use(fund, row, posted_on__isnull=False, corrects__isnull=True)
    form = ReasonForm(posted(request))
    if saved(request, form, lambda **said: services.take_back_use(use=use, by=request.user, **said)):
        return redirect("admin:donations_fund_change", fund.pk)
    context = site.each_context(request) | {
        "title": _("Take back what was spent"), "subtitle": str(fund), "form": form,
        "verb": pgettext("gift", "Take it back"),
        "text": _("“%(purpose)s”, %(amount)s: a row of its own takes it back; both stay in the books.")
        % {"purpose": use.purpose, "amount": said_amount(use.amount)},
        "back_url": reverse("admin:donations_fund_change", args=[fund.pk]), "danger": True,
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context, status=422 if form.errors else 200)


@require_safe
@of(funds, Permission.GIFT_VIEW)
def use_file(request, fund, row, site):
    use = _use(fund, row)
    if not use.file or not queries.shown_sums(request.user, [fund]):
        raise Http404
    kind = PurePath(use.file.name).suffix.removeprefix(".")
    return private_file(use.file, name=f"use-{use.pk}", kind=kind)


@require_safe
@posts
def uses_to_post(request, site):
    rows = queries.uses_to_post(request.user).select_related("fund", "entered_by").order_by("pk")[:MOST]
    return page(request, site, "uses_to_post", _("Uses of funds to post"), rows=rows)


@admin.register(Fund)
class FundAdmin(OwnPages):
    views = [
        ("", fund_list, "changelist"),
        ("add/", fund_add, "add"),
        ("uses/", uses_to_post, "uses"),
        ("<int:pk>/", fund_page, "change"),
        ("<int:pk>/edit/", fund_edit, "edit"),
        ("<int:pk>/uses/add/", use_add, "use_add"),
        ("<int:pk>/uses/<int:row>/post/", use_post, "use_post"),
        ("<int:pk>/uses/<int:row>/drop/", use_drop, "use_drop"),
        ("<int:pk>/uses/<int:row>/show/", use_show, "use_show"),
        ("<int:pk>/uses/<int:row>/back/", use_back, "use_back"),
        ("<int:pk>/uses/<int:row>/file/", use_file, "use_file"),
    ]
