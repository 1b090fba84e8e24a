"""Credentials on the desk: yes with a number, no with a reason, papers and the list for the door."""

from django.contrib import messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.documents.pdf import pdf
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.downloads import private_file
from chapters.forms.congress import RefusalForm
from chapters.models import Congress, Delegate
from chapters.services import congress as services
from chapters.services.congress.papers import credential

from .frame import congress_or_404, done, page, refused_at, row_or_404, send, to, told_by_mail

BODY = ("alumnus", "delegation__chapter", "delegation__college")


@require_safe
@requires(Permission.CHAPTER_VIEW)
def credential_list(request, pk, site):
    congress = congress_or_404(request, pk)
    rows = congress.delegates.exclude(state=Delegate.State.WITHDRAWN).select_related(*BODY)
    may_decide = congress.state in (Congress.State.NOMINATING, Congress.State.OPEN)
    return page(
        request, site, congress, "credentials", here="credentials", title=_("Credentials"), may_decide=may_decide,
        waiting=rows.filter(state=Delegate.State.NAMED).order_by("delegation", "pk"),
        confirmed=rows.confirmed().order_by("number"), refused=rows.filter(state=Delegate.State.REFUSED).order_by("pk"),
    )  # fmt: skip


@require_POST
@requires(Permission.CONGRESS_EDIT)
def credential_confirm(request, pk, site):
    delegate = row_or_404(request, Delegate, pk, "alumnus")
    name = str(delegate)

    def confirm():
        message = services.confirm_credentials(delegate=delegate, by=request.user)
        told_by_mail(request, message, name, _("The credentials of %(name)s are in order.") % {"name": name})

    done(request, confirm)
    return to("credentials", delegate.congress_id)


@require_POST
@requires(Permission.CONGRESS_EDIT)
def credential_confirm_all(request, pk, site):
    congress = congress_or_404(request, pk)

    def confirm():
        count, letters, sentences = services.confirm_all(congress=congress, by=request.user)
        send(*letters)
        told = ngettext("%(count)s delegate’s credentials are in order.",
                        "%(count)s delegates’ credentials are in order.", count)  # fmt: skip
        messages.success(request, told % {"count": count})
        for sentence in sentences:
            messages.warning(request, sentence)

    done(request, confirm)
    return to("credentials", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONGRESS_EDIT)
def credential_refuse(request, pk, site):
    delegate = row_or_404(request, Delegate, pk, *BODY)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and refused_at(
        form, lambda reason: send(services.refuse_credentials(delegate=delegate, reason=reason, by=request.user))
    ):
        messages.success(request, _("Refused. The seat is free for somebody else."))
        return to("credentials", delegate.congress_id)
    title = _("Refuse the credentials of %(name)s") % {"name": delegate}
    return page(
        request, site, delegate.congress, "refuse", here="credentials", title=title, form=form, row=delegate,
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_safe
@requires(Permission.CHAPTER_VIEW)
def credential_paper(request, pk, site):
    delegate = row_or_404(request, Delegate, pk, *BODY)
    if delegate.state != Delegate.State.CONFIRMED:
        raise Http404
    paper = ContentFile(pdf(credential(delegate)))
    return private_file(paper, name=f"credentials-{delegate.number}", kind="pdf")


@require_safe
@requires(Permission.CHAPTER_VIEW)
def credential_roll(request, pk, site):
    """The list for the door: who has it in hand has all names, so that it is logged."""
    congress = congress_or_404(request, pk)
    with transaction.atomic():
        rows = list(congress.delegates.confirmed().select_related(*BODY).order_by("number"))
        record_access(
            action=AccessRecord.Action.VIEW, target=Delegate._meta.label_lower, target_id=congress.pk, by=request.user,
            count=len(rows), criteria={"congress": congress.pk},
            people=[row.alumnus_id for row in rows if row.alumnus_id],
        )  # fmt: skip
    context = site.each_context(request) | {"title": _("Delegates with a vote"), "congress": congress, "rows": rows}
    return TemplateResponse(request, "admin/chapters/congress_roll.html", context)


VIEWS = [
    ("<int:pk>/credentials/", credential_list, "credentials"),
    ("<int:pk>/credentials/confirm/", credential_confirm_all, "confirm_all"),
    ("<int:pk>/roll/", credential_roll, "roll"),
    ("delegate/<int:pk>/confirm/", credential_confirm, "confirm"),
    ("delegate/<int:pk>/refuse/", credential_refuse, "refuse"),
    ("delegate/<int:pk>/credential/", credential_paper, "credential"),
]
