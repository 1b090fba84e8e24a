"""Claims on the desk: who says to be whom, with the likely records side by side."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.claims import AcceptForm, QuestionForm, ReasonForm
from alumni.models import Alumnus, Evidence, Verification
from alumni.services import claims
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import tasks as mail
from alumni_office.ui.downloads import private_file
from alumni_office.ui.keyset import newest_first

from .guards import person_or_404, requires

State = Verification.State
WAITING = [State.REQUESTED, State.ASKED]


@admin.register(Verification)
class VerificationAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", claim_list, "verification_changelist"),
            ("decided/", claim_decided, "verification_decided"),
            ("<int:pk>/", claim_page, "verification_change"),
            ("<int:pk>/accept/", claim_accept, "verification_accept"),
            ("<int:pk>/enter/", claim_enter, "verification_enter"),
            ("<int:pk>/ask/", claim_ask, "verification_ask"),
            ("<int:pk>/refuse/", claim_refuse, "verification_refuse"),
            ("evidence/<int:pk>/", claim_evidence, "verification_evidence"),
            ("revoke/<int:pk>/", verification_revoke, "verification_revoke"),
        ]
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"alumni_{name}") for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.ALUMNI_EDIT)


@require_safe
@requires(Permission.ALUMNI_EDIT)
def claim_list(request, site):
    return _list(request, site, title=_("Claims"), states=WAITING)


@require_safe
@requires(Permission.ALUMNI_EDIT)
def claim_decided(request, site):
    return _list(request, site, title=_("Decided claims"), states=[State.ACCEPTED, State.REFUSED])


def _list(request, site, *, title, states):
    rows = _visible(request).filter(state__in=states).select_related("college", "alumnus", "decided_by")
    page = newest_first(rows, request, size=50)
    context = site.each_context(request) | {"title": title, "page": page, "is_waiting": states == WAITING}
    return TemplateResponse(request, "admin/alumni/claim_list.html", context)


@require_safe
@requires(Permission.ALUMNI_EDIT)
def claim_page(request, pk, site):
    return _page(request, _claim_or_404(request, pk), site)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def claim_accept(request, pk, site):
    claim = _claim_or_404(request, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the record that the applicant is."))
        return redirect("admin:alumni_verification_change", pk)
    person = person_or_404(request, form.cleaned_data["person"], Permission.ALUMNI_EDIT)
    other, also = None, form.cleaned_data["also"]
    if also and also != person.pk and request.user.may(Permission.ALUMNI_MERGE):
        other = person_or_404(request, also, Permission.ALUMNI_MERGE)  # before anything is decided
    if not _decided(request, lambda: claims.accept_claim(claim=claim, person=person, by=request.user)):
        return redirect("admin:alumni_verification_change", pk)
    messages.success(request, _("%(name)s is verified; a mail says so.") % {"name": person.name})
    if other:
        messages.info(request, _("Now look at the second record: merge the two if they are one person."))
        low, high = sorted((person.pk, other.pk))
        return redirect("admin:alumni_merge_create", low, high)
    return redirect("admin:alumni_verification_changelist")


@require_POST
@requires(Permission.ALUMNI_EDIT)
@requires(Permission.ALUMNI_ADD)
def claim_enter(request, pk, site):
    claim = _claim_or_404(request, pk)
    try:
        done = _decided(request, lambda: claims.enter_claim(claim=claim, by=request.user))
    except claims.OutOfReach:
        messages.error(request, _("The person would belong to no college of yours. Leave this one to the office."))
        done = False
    if not done:
        return redirect("admin:alumni_verification_change", pk)
    messages.success(request, _("%(name)s is entered and verified; a mail says so.") % {"name": claim.name})
    return redirect("admin:alumni_verification_changelist")


@require_POST
@requires(Permission.ALUMNI_EDIT)
def claim_ask(request, pk, site):
    claim = _claim_or_404(request, pk)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, site, ask=form, status=422)
    if _decided(request, lambda: claims.ask_back(claim=claim, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The question is on its way."))
    return redirect("admin:alumni_verification_changelist")


@require_POST
@requires(Permission.ALUMNI_EDIT)
def claim_refuse(request, pk, site):
    claim = _claim_or_404(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, site, refuse=form, status=422)
    if _decided(request, lambda: claims.refuse_claim(claim=claim, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Refused; a mail gives the reason."))
    return redirect("admin:alumni_verification_changelist")


@require_safe
@requires(Permission.ALUMNI_EDIT)
def claim_evidence(request, pk, site):
    row = get_object_or_404(Evidence.objects.filter(verification__in=_visible(request)), pk=pk)
    if not row.file:
        raise Http404
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=Evidence._meta.label_lower, target_id=row.pk, by=request.user,
        criteria={"claim": row.verification_id},
    )  # fmt: skip
    return private_file(row.file, name=f"evidence-{row.pk}", kind=row.kind)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ALUMNI_EDIT)
def verification_revoke(request, pk, site):
    """Only the office takes back what was accepted."""
    if not request.user.reach(Permission.ALUMNI_EDIT).everyone:
        raise Http404
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT)
    if person.user_id is None:
        messages.info(request, _("Nobody signs in as this person."))
        return redirect("admin:alumni_alumnus_detail", pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        message = claims.revoke_verification(person_id=pk, by=request.user, **form.cleaned_data)
        if message:
            mail.deliver.delay_on_commit(message.pk)
        messages.success(request, _("The verification is taken back, the card is void; a mail gives the reason."))
        return redirect("admin:alumni_alumnus_detail", pk)
    context = site.each_context(request) | {
        "title": _("Take back the verification of %(name)s") % {"name": person.name}, "person": person, "form": form,
    }  # fmt: skip
    return TemplateResponse(
        request, "admin/alumni/verification_revoke.html", context, status=422 if form.errors else 200
    )


def _visible(request):
    """Claims of others: nobody decides about oneself."""
    return Verification.objects.visible_to(request.user).exclude(user=request.user)


def _claim_or_404(request, pk) -> Verification:
    claims_ = _visible(request).exclude(state=State.CODE_SENT).select_related("user", "college", "alumnus")
    return get_object_or_404(claims_, pk=pk)


def _page(request, claim, site, *, ask=None, refuse=None, status=200):
    with transaction.atomic():
        record_access(
            action=AccessRecord.Action.VIEW, target=Verification._meta.label_lower, target_id=claim.pk, by=request.user
        )
        likely = claims.likely_records(claim, request.user) if claim.state in WAITING else []
    matched = claim.alumnus
    rivals = Verification.objects.open().filter(alumnus__isnull=False, alumnus=claim.alumnus_id).exclude(pk=claim.pk)
    is_conflict = claim.state in WAITING and matched is not None and matched.user_id not in (None, claim.user_id)
    context = site.each_context(request) | {
        "title": claim.name, "claim": claim, "likely": likely, "documents": claim.evidence.order_by("pk"),
        "ask": ask or QuestionForm(), "refuse": refuse or ReasonForm(), "is_waiting": claim.state in WAITING,
        "may_accept": any(not record.is_verified_by_another for record in likely),
        "rivals": rivals.count() if claim.state in WAITING else 0,
        "is_conflict": is_conflict or any(record.is_verified_by_another for record in likely[:1]),
        "may_add": request.user.may(Permission.ALUMNI_ADD), "may_merge": request.user.may(Permission.ALUMNI_MERGE),
        "matched": matched if matched and Alumnus.objects.visible_to(request.user).filter(pk=matched.pk).exists()
        else None,
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/claim_page.html", context, status=status)


def _decided(request, decide):
    try:
        message = decide()
    except claims.AlreadyDecided:
        messages.error(request, _("Somebody decided about this claim in the meantime. Nothing was changed."))
        return False
    except claims.ClaimConflict:
        messages.error(
            request,
            _("This record is verified by somebody else, or the applicant is another person already. Take that "
              "verification back first, or refuse this claim."),
        )  # fmt: skip
        return False
    mail.deliver.delay_on_commit(message.pk)
    return True
