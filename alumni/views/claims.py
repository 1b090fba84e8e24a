""" "That is me": a signed-in user looks for oneself, proves it, and sees whose turn it is."""

from dataclasses import asdict
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.claims import AnswerForm, ClaimForm, CodeForm, EvidenceForm, TargetForm
from alumni.models import Evidence, Verification
from alumni.queries import claims as queries
from alumni.queries.claims import Said
from alumni.services import claims
from alumni_office.mail import tasks as mail
from alumni_office.ui.downloads import private_file

SAID = "claim.said"
State = Verification.State


def applicant_required(view):
    """Let in who signed in, has a verified e-mail and is not verified yet; the claim page tells the others why."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if getattr(request.user, "alumnus", None) or not queries.has_verified_email(request.user):
            return redirect("alumni:claim")
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request):
    person = getattr(request.user, "alumnus", None)
    if person:
        return render(request, "alumni/claim_done.html", {"person": person})
    if not queries.has_verified_email(request.user):
        return render(request, "alumni/claim_email.html")
    found = _open_claim(request)
    if found:
        return _status(request, found)
    last = request.user.verifications.exclude(state__in=Verification.OPEN).order_by("-pk").first()
    first = {name: getattr(last, name) for name in ("name", "student_no", "graduation_year")} if last else {}
    first["college"] = last.college_id if last else None
    form = ClaimForm(request.POST if request.method == "POST" else None, initial=first)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                claims.count_attempt(user=request.user)
            except claims.TooManyClaims:
                form.add_error(None, _("You have looked five times today. Please go on tomorrow."))
                status = 429
            else:
                request.session[SAID] = asdict(form.cleaned_data["said"])
                return redirect("alumni:claim-prove")
    return render(request, "alumni/claim_form.html", {"form": form, "last": last}, status=status)


@applicant_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request):
    """By a code to an address on file, or by evidence for the office to look at."""
    found = _open_claim(request)
    said = _said(request, found)
    if said is None or (found and found.state != State.CODE_SENT):
        return redirect("alumni:claim")
    is_sent = request.method == "POST"
    form = EvidenceForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        claims.request_claim(said=said, by=request.user, **form.cleaned_data)
        request.session.pop(SAID, None)
        messages.success(request, _("Your request is with the office."))
        return redirect("alumni:claim")
    context = {"form": form, "said": said, "targets": _targets(said)}
    return render(request, "alumni/claim_prove.html", context, status=422 if form.errors else 200)


@applicant_required
@require_POST
def send_code(request):
    form = TargetForm(request.POST)
    said = _said(request, _open_claim(request))
    if said is None:
        return redirect("alumni:claim")
    if not form.is_valid():
        messages.error(request, _("Choose where the code is to go."))
        return redirect("alumni:claim-prove")
    try:
        sent = claims.send_code(said=said, target_id=form.cleaned_data["target"], by=request.user)
    except claims.TooManyCodes:
        messages.error(request, _("Three codes were sent within an hour. Wait an hour, or send evidence instead."))
        return redirect("alumni:claim-prove")
    if sent is None:
        messages.error(request, _("No code can be sent there. Send evidence instead."))
        return redirect("alumni:claim-prove")
    if sent[1]:
        mail.deliver.delay_on_commit(sent[1].pk)
    request.session.pop(SAID, None)
    return redirect("alumni:claim")


@applicant_required
@require_POST
def confirm_code(request):
    found = _open_claim(request)
    if found is None or found.state != State.CODE_SENT:
        return redirect("alumni:claim")
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            claims.confirm_code(claim=found, **form.cleaned_data)
        except claims.CodeRefused:
            form.add_error("code", _("This code is wrong or no longer good. After five tries ask for another one."))
        except (claims.ClaimConflict, claims.AlreadyDecided):
            messages.error(request, _("The code was right, but the office has to look at this first. Send evidence."))
            return redirect("alumni:claim-prove")
        else:
            messages.success(request, _("You are verified. Welcome back."))
            return redirect("alumni:claim")
    return _status(request, found, code_form=form, status=422)


@applicant_required
@require_POST
def answer(request):
    found = _open_claim(request)
    if found is None or found.state != State.ASKED:
        return redirect("alumni:claim")
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _status(request, found, answer_form=form, status=422)
    try:
        claims.answer_question(claim=found, **form.cleaned_data)
    except claims.TooManyFiles as error:
        form.add_error("documents", _("With those you sent before, there is room for %(room)s more.") % vars(error))
        return _status(request, found, answer_form=form, status=422)
    messages.success(request, _("Your answer is with the office."))
    return redirect("alumni:claim")


@applicant_required
@require_POST
def withdraw(request):
    found = _open_claim(request)
    request.session.pop(SAID, None)
    if found and claims.withdraw_claim(claim=found):
        messages.success(request, _("Your request is withdrawn."))
    return redirect("alumni:claim")


@never_cache
@login_required
@require_safe
def evidence(request, pk):
    mine = Evidence.objects.filter(verification__user=request.user)
    row = get_object_or_404(mine, pk=pk)
    if not row.file:
        raise Http404
    return private_file(row.file, name=f"evidence-{row.pk}", kind=row.kind)


def _open_claim(request) -> Verification | None:
    return Verification.objects.open().select_related("user", "college").filter(user=request.user).first()


def _said(request, found: Verification | None) -> Said | None:
    """What was said just now, or in the claim that waits for its code."""
    if found:
        return Said(found.name, found.student_no, found.college_id, found.graduation_year)
    kept = request.session.get(SAID)
    return Said(**kept) if kept else None


def _targets(said: Said) -> list[tuple[int, str, str]]:
    found = queries.code_targets(queries.match(said))
    return [(point.pk, point.get_kind_display(), queries.masked_target(point)) for point in found]


def _status(request, found: Verification, *, code_form=None, answer_form=None, status=200):
    context = {
        "claim": found, "documents": found.evidence.order_by("pk"),
        "answer_form": answer_form or (AnswerForm() if found.state == State.ASKED else None),
    }  # fmt: skip
    if found.state == State.CODE_SENT:
        said = _said(request, found)
        last = found.challenges.order_by("-pk").first()
        context |= {
            "code_form": code_form or CodeForm(), "targets": _targets(said) if said else [],
            "sent_to": queries.masked_target(last) if last else "",
        }  # fmt: skip
    return render(request, "alumni/claim_status.html", context, status=status)
