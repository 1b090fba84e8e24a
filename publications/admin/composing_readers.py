"""The second step: who sends it for what, and who gets it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.versions import ChangedMeanwhile
from publications.forms.audience import AudienceForm
from publications.forms.composing import SettingsForm
from publications.models import COMPOSED
from publications.queries import composing as queries
from publications.queries.audience import Audience, Unknown
from publications.queries.post import in_words
from publications.services import composing

from .chrome import page, tell_changed
from .composing_steps import NAME, steps, too_late
from .guards import mailing_or_404

SETTINGS = (
    "title", "purpose", "periodical", "quiet_days", "from_name", "reply_to", "per_minute", "counts_clicks",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAILING_EDIT)
def settings(request, pk, site):
    mailing = mailing_or_404(request, pk)
    initial = {name: getattr(mailing, name) for name in (*SETTINGS, "version")}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            composing.save_settings(mailing=mailing, version=values.pop("version"), values=values, by=request.user)
        except composing.NotNow:
            return too_late(request, mailing)
        except ChangedMeanwhile as error:
            tell_changed(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{NAME}_readers", pk)
    return page(
        request, site, "mailing_settings", _("Sender and purpose"), form=form, mailing=mailing,
        steps=steps(mailing, "readers"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAILING_EDIT)
def readers(request, pk, site):
    mailing = mailing_or_404(request, pk)
    standing = Audience.standing(mailing.audience)
    form = AudienceForm(request.POST if request.method == "POST" else None, user=request.user, audience=standing)
    if form.is_valid():
        try:
            composing.set_audience(mailing=mailing, audience=form.cleaned_data["audience"], by=request.user)
        except composing.NotNow:
            return too_late(request, mailing)
        except Unknown:
            form.add_error(None, _("One of these was deleted meanwhile. Choose again."))
        else:
            return redirect(f"{NAME}_readers", pk)
    exactly = "exactly" in request.GET
    found = queries.readers(mailing, request.user, exactly=exactly) if mailing.audience else None
    if request.htmx and exactly:
        return TemplateResponse(request, "admin/publications/mailing_readers.html#figures", {"readers": found})
    return page(
        request, site, "mailing_readers", mailing.title, form=form, mailing=mailing, steps=steps(mailing, "readers"),
        readers=found, audience=in_words(mailing.audience), is_open=mailing.state in COMPOSED,
    )  # fmt: skip
