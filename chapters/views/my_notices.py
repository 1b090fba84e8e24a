"""What the chapter writes to its members, or to everyone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alumni_office.jobs import tasks as jobs
from alumni_office.saving.forms import first_values
from alumni_office.saving.pages import posted
from alumni_office.saving.versions import BothChanged
from alumni_office.ui.keyset import newest_first
from chapters.forms.writing import NewNoticeForm, NoticeForm
from chapters.queries import notices as queries
from chapters.services import writing

from .guards import TABS, Tab, officer_required, show, show_confirm, show_form
from .my_page import again

TABS.append(Tab(gettext_lazy("Notices"), "chapters:my-notices", 20))
EDIT = ["GET", "HEAD", "POST"]
BACK = "chapters:my-notices"


@require_safe
@officer_required
def my_notices(request, chapter):
    page = newest_first(queries.for_officers(chapter), request, size=20)
    return show(request, chapter, "chapters/my_notices.html", {"page": page})


@require_http_methods(EDIT)
@officer_required
def notice_add(request, chapter):
    form = NewNoticeForm(posted(request))
    if form.is_valid():
        data = form.cleaned_data
        try:
            _notice, job = writing.write_notice(
                chapter=chapter, key=data["key"], by_mail=data["by_mail"], values=form.values, by=request.user
            )
        except writing.FormUsed:
            form.add_error(None, _("Open the page again and press the button once more."))
        else:
            if job:
                jobs.run.delay_on_commit(job.pk)
            messages.success(request, _("Published."))
            return redirect(BACK, chapter.pk)
    return show_form(request, chapter, form, title=_("Write a notice"), back=BACK, verb=_("Publish"))


@require_http_methods(EDIT)
@officer_required
def notice_edit(request, chapter, notice_pk):
    notice = get_object_or_404(chapter.notices.filter(withdrawn_at__isnull=True), pk=notice_pk)
    form = NoticeForm(posted(request), initial=first_values(notice, NoticeForm))
    meanwhile = None
    if form.is_valid():
        try:
            writing.edit_notice(
                notice=notice, version=form.cleaned_data["version"], values=form.values, by=request.user
            )
        except BothChanged as error:
            form, meanwhile = NoticeForm(initial=again(error)), error.meanwhile
        except writing.Withdrawn:
            form.add_error(None, _("Somebody has withdrawn it in the meantime. Your text was not saved."))
        else:
            messages.success(request, _("Saved."))
            return redirect(BACK, chapter.pk)
    status = 409 if meanwhile else None
    lead = _("Mails that are out keep the old words.") if notice.by_mail else ""
    return show_form(
        request, chapter, form, title=_("Edit the notice"), back=BACK, lead=lead, meanwhile=meanwhile, status=status
    )  # fmt: skip


@require_http_methods(EDIT)
@officer_required
def notice_withdraw(request, chapter, notice_pk):
    notice = get_object_or_404(chapter.notices, pk=notice_pk)
    if request.method != "POST" and not notice.withdrawn_at:
        return show_confirm(
            request, chapter, title=_("Withdraw the notice"), what=notice.title, verb=_("Withdraw"), back=BACK,
            lead=_("It goes from every page and cannot be put back. You keep it in this list. Mails that are out stay "
                   "out; those still waiting are not sent."),
        )  # fmt: skip
    if request.method == "POST" and writing.withdraw_notice(notice=notice, by=request.user):
        messages.success(request, _("Withdrawn."))
    return redirect(BACK, chapter.pk)
