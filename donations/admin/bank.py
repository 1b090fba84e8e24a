"""Bank statements on the desk: uploaded, their columns said, their lines looked through."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks as jobs
from alumni_office.saving.forms import took
from alumni_office.ui.keyset import newest_first
from donations.forms.bank import AccountForm, ColumnsForm, UploadForm
from donations.models import BankAccount, BankStatement
from donations.queries import bank as queries
from donations.services import bank as services

from . import bank_lines
from .chrome import EDIT, OwnPages, page, posted, saved

State = BankStatement.State
MOST_AT_ONCE = 200


@require_safe
@requires(Permission.GIFT_ENTER)
def statement_list(request, site):
    return page(
        request, site, "bank_list", _("Bank statements"), page=newest_first(queries.statements(), request, size=25),
        has_accounts=BankAccount.objects.exists(),
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def statement_add(request, site):
    if not BankAccount.objects.exists():
        messages.info(request, _("First say which account the money comes in on."))
        return redirect("admin:donations_bankaccount_add")
    form = UploadForm(posted(request), request.FILES or None)
    try:
        statement = took(form, lambda **said: services.upload_statement(by=request.user, **said))
    except services.SameFile as known:
        messages.info(request, str(known))
        statement = known.statement
    if statement:
        if statement.job_id and statement.state == State.READING:
            jobs.run.delay_on_commit(statement.job_id)
        return redirect("admin:donations_bankstatement_change", statement.pk)
    return page(request, site, "bank_upload", _("Upload a bank statement"), form=form)


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def statement_columns(request, site, pk):
    statement = get_object_or_404(queries.statements(), pk=pk)
    if statement.state != State.COLUMNS:
        return redirect("admin:donations_bankstatement_change", pk)
    head = services.columns_to_say(statement)
    if head is None:
        messages.error(request, _("The file is not here any more. Upload it again."))
        return redirect("admin:donations_bankstatement_changelist")
    form = ColumnsForm(posted(request), titles=head.titles)
    if took(form, lambda columns: services.choose_columns(statement=statement, columns=columns, by=request.user)):
        jobs.run.delay_on_commit(statement.job_id)
        return redirect("admin:donations_bankstatement_change", pk)
    return page(
        request, site, "bank_columns", _("What do the columns mean?"), form=form, statement=statement, head=head
    )


@require_safe
@requires(Permission.GIFT_ENTER)
def statement_page(request, site, pk):
    statement = get_object_or_404(queries.statements(), pk=pk)
    if statement.state == State.COLUMNS:
        return redirect("admin:donations_bankstatement_columns", pk)
    counts = queries.counts_of(statement)
    show = request.GET.get("show", "")
    shows = ["sure", "unsure", "confirmed", "aside", "all"]
    show = show if show in shows else "sure" if counts["sure"] else "unsure" if counts["unsure"] else "all"
    rows = queries.lines_of(statement, "" if show == "all" else show).order_by("row")
    return page(
        request, site, "bank_page", statement.filename, statement=statement, counts=counts, show=show,
        shows=[(name, label, counts[name]) for name, label in zip(shows, _labels(), strict=True)],
        listed=Paginator(rows, 50).get_page(request.GET.get("page")),
        may_post=request.user.may(Permission.GIFT_POST), mine=queries.sure(statement, request.user).count(),
    )  # fmt: skip


def _labels():
    return [
        _("Sure"),
        pgettext("giving", "To look at"),
        _("Posted"),
        pgettext("bank line", "Set aside"),
        _("All lines"),
    ]


@require_POST
@requires(Permission.GIFT_POST)
def statement_confirm(request, site, pk):
    """Those that were ticked."""
    statement = get_object_or_404(BankStatement, pk=pk)
    ids = [int(each) for each in request.POST.getlist("lines")[:MOST_AT_ONCE] if each.isdecimal() and len(each) < 19]
    done, refused = services.confirm_each(services.chosen(statement, ids), by=request.user)
    if done:
        messages.success(
            request, ngettext("%(number)d gift is posted.", "%(number)d gifts are posted.", done) % {"number": done}
        )
    if refused:
        messages.warning(
            request,
            ngettext(
                "%(number)d line was not taken: open it to see why.",
                "%(number)d lines were not taken: open them to see why.", refused,
            ) % {"number": refused},
        )  # fmt: skip
    if not ids:
        messages.info(request, _("Tick the lines that shall be posted."))
    return redirect("admin:donations_bankstatement_change", pk)


@require_http_methods(EDIT)
@requires(Permission.GIFT_POST)
def statement_confirm_all(request, site, pk):
    """All that are sure, in the background."""
    statement = get_object_or_404(BankStatement, pk=pk)
    if request.method == "POST":
        job = services.start_confirming(statement=statement, by=request.user)
        jobs.run.delay_on_commit(job.pk)
        return redirect("admin:jobs_job_change", job.pk)
    return page(
        request, site, "bank_confirm_all", _("Post all sure lines?"), statement=statement,
        totals=queries.totals(queries.sure(statement, request.user)),
    )  # fmt: skip


@require_safe
@requires(Permission.GIFT_ENTER)
def account_list(request, site):
    return page(request, site, "bank_accounts", _("Bank accounts"), rows=queries.accounts())


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def account_edit(request, site, pk=None):
    account = get_object_or_404(BankAccount, pk=pk) if pk is not None else None
    names = ["label", "bank", "number", "fund", "version", "key"]
    form = AccountForm(
        posted(request), user=request.user, initial={name: getattr(account, name) for name in names} if account else {}
    )
    if saved(request, form, lambda **said: services.save_account(account=account, by=request.user, **said)):
        return redirect("admin:donations_bankaccount_changelist" if pk else "admin:donations_bankstatement_add")
    return page(
        request, site, "bank_account", account.label if account else _("New bank account"), form=form, account=account
    )


@admin.register(BankStatement)
class BankStatementAdmin(OwnPages):
    right = Permission.GIFT_ENTER
    views = [
        ("", statement_list, "changelist"), ("add/", statement_add, "add"), ("<int:pk>/", statement_page, "change"),
        ("<int:pk>/columns/", statement_columns, "columns"), ("<int:pk>/confirm/", statement_confirm, "confirm"),
        ("<int:pk>/confirm-all/", statement_confirm_all, "confirm_all"), *bank_lines.VIEWS,
    ]  # fmt: skip


@admin.register(BankAccount)
class BankAccountAdmin(OwnPages):
    right = Permission.GIFT_ENTER
    views = [("", account_list, "changelist"), ("add/", account_edit, "add"), ("<int:pk>/", account_edit, "change")]
