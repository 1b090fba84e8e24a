"""Thanks at the desk: whom they are due to, the letters, and the templates."""

from functools import wraps

from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import tasks as jobs
from alumni_office.mail import tasks as mail
from alumni_office.saving.forms import took
from alumni_office.ui.downloads import made_file
from alumni_office.ui.keyset import newest_first
from donations.forms.receipts import ReasonForm
from donations.forms.thanks import FindThanksForm, NewTemplateForm, TemplateForm, ThankForm
from donations.models import Thanks, ThanksTemplate
from donations.queries import thanks as queries
from donations.queries.reaching import address_of
from donations.services import thanks as services
from donations.services.thanks.sending import MANY
from donations.services.thanks.words import FIELDS, words_for

from .chrome import EDIT, OwnPages, page, posted, saved, telling

SIZE, PRINTED = 50, 500
sees_gifts = requires(Permission.GIFT_VIEW)
enters_gifts = requires(Permission.GIFT_ENTER)


def of_thanks(view):
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Thanks.objects.visible_to(request.user).select_related("donor__alumnus__user", "gift__donor", "credit")
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


@require_safe
@sees_gifts
def thanks_list(request, site):
    form = FindThanksForm(request.GET or {"state": Thanks.State.DUE})
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.found(request.user, **asked)
    return page(
        request, site, "thanks_list", _("Thanks"), find=form, page=newest_first(rows, request, size=SIZE),
        has_templates=queries.templates().filter(retired_at__isnull=True).exists(),
    )  # fmt: skip


@require_safe
@sees_gifts
@of_thanks
def thanks_page(request, thanks, site):
    form = ThankForm(request.GET or None, is_for_credit=bool(thanks.credit_id))
    template = form.cleaned_data["template"] if form.is_bound and form.is_valid() else None
    return page(
        request, site, "thanks_page", _("Thanks to %(name)s") % {"name": thanks.donor}, thanks=thanks, choose=form,
        has_words=form.fields["template"].queryset.exists(),
        chosen=template, letter=words_for(thanks, template) if template else None, to=address_of(thanks.donor),
        is_letter=bool(template) and template.kind == ThanksTemplate.Kind.LETTER,
    )  # fmt: skip


@require_POST
@enters_gifts
@of_thanks
def thanks_send(request, thanks, site):
    form = ThankForm(request.POST, is_for_credit=bool(thanks.credit_id), letters_alone=True)
    if message := took(form, lambda template: services.send(thanks_id=thanks.pk, template=template, by=request.user)):
        mail.deliver.delay_on_commit(message.pk)
        messages.success(request, _("The letter is on its way."))
    for sentences in form.errors.values():
        messages.error(request, " ".join(sentences))
    return redirect("admin:donations_thanks_change", thanks.pk)


@require_POST
@enters_gifts
@of_thanks
def thanks_posted(request, thanks, site):
    """The letter or the certificate was printed and handed over."""
    form = ThankForm(request.POST, is_for_credit=bool(thanks.credit_id))
    if took(form, lambda template: services.note_posted(thanks_ids=[thanks.pk], template=template, by=request.user)):
        messages.success(request, _("It is written down that they were thanked on paper."))
    return redirect("admin:donations_thanks_change", thanks.pk)


@require_http_methods(EDIT)
@enters_gifts
@of_thanks
def thanks_waive(request, thanks, site):
    form = ReasonForm(posted(request))
    if took(form, lambda reason: _waived(thanks, reason, request.user)):
        messages.success(request, _("Nobody is thanked for this."))
        return redirect("admin:donations_thanks_change", thanks.pk)
    return page(
        request, site, "thanks_form", _("Leave out the thanks"), form=form, thanks=thanks, verb=_("Write it down")
    )


def _waived(thanks, reason, by):
    services.waive(thanks_id=thanks.pk, reason=reason, by=by)
    return True


@require_safe
@enters_gifts
@of_thanks
def thanks_paper(request, thanks, site):
    form = ThankForm(request.GET, is_for_credit=bool(thanks.credit_id))
    if not form.is_valid():
        return redirect("admin:donations_thanks_change", thanks.pk)
    content = services.printed(thanks=[thanks], template=form.cleaned_data["template"])
    return made_file(content, name=f"thanks-{thanks.pk}", kind="pdf")


@require_http_methods(EDIT)
@enters_gifts
def thanks_many(request, site, credit=False):
    """To all who are due thanks for their own gifts (or for credited ones) and can be reached by mail."""
    rows = queries.reached_by(queries.due(request.user).filter(credit__isnull=not credit), "mail")
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:MANY])
    form = ThankForm(posted(request), is_for_credit=credit, letters_alone=True)
    job = took(form, lambda template: services.order_many(thanks_ids=ids, template=template, by=request.user))
    if job:
        jobs.run.delay_on_commit(job.pk)
        return redirect("admin:jobs_job_change", job.pk)
    return page(request, site, "thanks_many", _("Thank many by mail"), form=form, count=len(ids), is_for_credit=credit)


@require_http_methods(EDIT)
@enters_gifts
def thanks_post(request, site, credit=False):
    """Those whom only the post reaches: letters and labels, then the word that they went out."""
    rows = queries.reached_by(queries.due(request.user).filter(credit__isnull=not credit), "post")
    people = list(rows.select_related("donor", "gift__donor", "credit").order_by("pk")[:PRINTED])
    form = ThankForm(posted(request), is_for_credit=credit)
    if form.is_valid():
        act, template = request.POST.get("act", ""), form.cleaned_data["template"]
        if act == "posted":
            count = services.note_posted(
                thanks_ids=[row.pk for row in people if str(row.pk) in request.POST.getlist("ids")],
                template=template, by=request.user,
            )  # fmt: skip
            messages.success(
                request,
                ngettext("%(count)d letter went by post.", "%(count)d letters went by post.", count) % {"count": count},
            )
            return redirect("admin:donations_thanks_changelist")
        return _printed(request, people, template, act)
    return page(
        request, site, "thanks_post", _("Thank by post"), form=form, people=people, most=PRINTED, is_for_credit=credit
    )


@transaction.atomic
def _printed(request, people, template, act):
    """Who prints addresses is in the access log, and so are those whom they are of."""
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=Thanks._meta.label_lower, count=len(people), by=request.user,
        reason=template.name, people=[row.donor.alumnus_id for row in people if row.donor.alumnus_id],
    )  # fmt: skip
    if act == "labels":
        return made_file(services.labels(thanks=people), name="thanks-labels", kind="pdf")
    return made_file(services.printed(thanks=people, template=template), name="thanks", kind="pdf")


@require_safe
@enters_gifts
def template_list(request, site):
    return page(request, site, "thanks_templates", _("Templates of thanks"), templates=queries.templates())


@require_http_methods(EDIT)
@enters_gifts
def template_add(request, site):
    form = NewTemplateForm(posted(request))
    if saved(request, form, lambda **fields: services.save_template(by=request.user, **fields)):
        return redirect("admin:donations_thanks_templates")
    return page(
        request, site, "thanks_template", _("Write a template"), form=form, verb=_("Save"), fields=FIELDS.items()
    )


@require_http_methods(EDIT)
@enters_gifts
def template_edit(request, pk, site):
    template = get_object_or_404(ThanksTemplate.objects.filter(retired_at__isnull=True), pk=pk)
    form = TemplateForm(posted(request), template=template)
    if saved(request, form, lambda **fields: services.save_template(template=template, by=request.user, **fields)):
        return redirect("admin:donations_thanks_templates")
    return page(
        request, site, "thanks_template", _("Change the template"), form=form, verb=_("Save"), fields=FIELDS.items(),
    )  # fmt: skip


@require_POST
@enters_gifts
def template_retire(request, pk, site):
    template = get_object_or_404(ThanksTemplate, pk=pk)
    telling(
        request, lambda: services.retire_template(template=template, by=request.user),
        _("The template is offered no more."),
    )  # fmt: skip
    return redirect("admin:donations_thanks_templates")


@admin.register(Thanks)
class ThanksAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [
        ("", thanks_list, "changelist"),
        ("many/", thanks_many, "many"),
        ("post/", thanks_post, "post"),
        ("<int:pk>/", thanks_page, "change"),
        ("<int:pk>/send/", thanks_send, "send"),
        ("<int:pk>/posted/", thanks_posted, "posted"),
        ("<int:pk>/waive/", thanks_waive, "waive"),
        ("<int:pk>/paper/", thanks_paper, "paper"),
        ("templates/", template_list, "templates"),
        ("templates/add/", template_add, "template_add"),
        ("templates/<int:pk>/", template_edit, "template"),
        ("templates/<int:pk>/retire/", template_retire, "template_retire"),
    ]

    def get_urls(self):
        desk = self.admin_site.admin_view
        more = {"site": self.admin_site, "credit": True}
        return [
            path("credits/many/", desk(thanks_many), more, name="donations_thanks_many_credits"),
            path("credits/post/", desk(thanks_post), more, name="donations_thanks_post_credits"),
            *super().get_urls(),
        ]
