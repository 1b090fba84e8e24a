"""The last look before a mailing may be approved, and tests of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.mail import tasks as mail
from publications.emails.fields import BadField
from publications.forms.composing import TestForm
from publications.models import COMPOSED, Mailing, MailingVersion
from publications.queries import composing as queries
from publications.services import composing

from .chrome import page
from .composing_steps import NAME, steps
from .guards import mailing_or_404

LANGUAGES = dict(MailingVersion.Language.choices)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAILING_EDIT)
def check(request, pk, site):
    mailing = mailing_or_404(request, pk)
    if request.method == "POST":
        try:
            found = composing.check(mailing=mailing, by=request.user)
        except composing.NotNow:
            messages.error(request, _("This mailing is approved already."))
            return redirect(f"{NAME}_change", pk)
        if any(problem.stops for problem in found):
            return _page(request, site, mailing, found=found)
        messages.success(request, _("In order: somebody with the right to send may approve it."))
        return redirect(f"{NAME}_change", pk)
    return _page(request, site, mailing)


def _page(request, site, mailing: Mailing, form=None, found: list[composing.Problem] | None = None):
    """`found`: what a check has just found, which asks more than a look at the page."""
    people = queries.sample(mailing, request.user)
    standing, made, reached = composing.problems_of(mailing, by=request.user)
    found = standing if found is None else found
    return page(
        request, site, "mailing_check", mailing.title, form=form or TestForm(people=people, user=request.user, initial={
            "to": request.user.email}),
        mailing=mailing, steps=steps(mailing, "check"), reached=reached,
        problems=[(problem, LANGUAGES.get(problem.language, "")) for problem in found],
        stops=any(problem.stops for problem in found), versions=mailing.versions.order_by("-language"),
        sizes={LANGUAGES[language]: len(parts.html.encode()) // 1024 + 1 for language, parts in made.items()},
        is_open=mailing.state in COMPOSED,
    )  # fmt: skip


@require_POST
@requires(Permission.MAILING_EDIT)
def test(request, pk, site):
    mailing = mailing_or_404(request, pk)
    people = queries.sample(mailing, request.user)
    form = TestForm(request.POST, people=people, user=request.user)
    if form.is_valid():
        values = queries.values_for(form.cleaned_data["person"], people)
        try:
            sent = [
                message
                for version in mailing.versions.order_by("-language")
                for message in composing.send_test(
                    version=version, to=form.cleaned_data["to"], values=values, by=request.user
                )
            ]
        except (BadField, ValidationError) as error:
            form.add_error(None, "; ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        except composing.TooManyTests:
            form.add_error(None, _("A hundred tests within an hour are enough. Wait an hour."))
        else:
            for message in sent:
                mail.deliver.delay_on_commit(message.pk)
            messages.success(
                request, ngettext("%(count)s test is on its way.", "%(count)s tests are on their way.", len(sent))
                % {"count": len(sent)},
            )  # fmt: skip
            return redirect(f"{NAME}_check", pk)
    return _page(request, site, mailing, form)
