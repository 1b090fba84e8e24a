"""Pages about roles at the desk: who may do what, ending a role, handing over, looking as someone else."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from .. import hooks, impersonation, queries, services
from ..forms.desk import LookForm, TakerForm
from ..models import RoleGrant, User
from ..roles import Permission


def requires(*permissions: str):
    """For those with one of these."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not any(request.user.may(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def page(request, site, template, context, *, form=None):
    status = 422 if form is not None and form.is_bound else 200
    return TemplateResponse(request, template, site.each_context(request) | context | {"form": form}, status=status)


@require_safe
@requires(Permission.GRANT_EDIT, Permission.HISTORY_VIEW)
def roles(request, site):
    context = {
        "title": _("Who may do what"),
        "holdings": queries.holdings(),
        "ended": queries.lately_ended(),
        "left_behind": queries.left_behind(),
        "may_grant": request.user.may(Permission.GRANT_EDIT),
    }
    return page(request, site, "admin/accounts/roles.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.GRANT_EDIT)
def end(request, pk, site):
    grant = get_object_or_404(RoleGrant.objects.live().select_related("user", "college"), pk=pk)
    is_last = not RoleGrant.objects.live().filter(user=grant.user_id).exclude(pk=pk).exists()
    due = queries.due_of(grant.user) if is_last else []
    form = TakerForm(request.POST if request.method == "POST" else None, leaver=grant.user, needed=bool(due))
    if request.method == "POST" and form.is_valid():
        try:
            services.end_grant(grant=grant, by=request.user, taker=form.cleaned_data.get("taker"))
        except services.NotYours:
            raise PermissionDenied from None
        except services.LastHead:
            form.add_error(None, _("This is the only head of office. Give the role to someone else first."))
        except (services.HandoverNeeded, hooks.CannotTake) as refusal:
            form.add_error(None, str(refusal) or _("Say who takes over what is due."))
        else:
            messages.success(request, _("The role has ended. It holds no more from now on."))
            return redirect("admin:accounts_rolegrant_roles")
    context = {
        "title": _("End a role"),
        "text": _("%(role)s, held by %(name)s since %(since)s, ends at once. The person is signed out everywhere.")
        % {"role": grant.get_role_display(), "name": grant.user, "since": grant.starts_on},
        "numbers": [(item.handover.label, item.count) for item in due],
        "note": _("It is the last role of this person. What is due goes to whom you choose.") if due else "",
        "verb": _("End the role"), "danger": True, "back_url": reverse("admin:accounts_rolegrant_roles"),
    }  # fmt: skip
    return page(request, site, "ui/confirm.html", context, form=form)


@require_http_methods(["GET", "POST"])
@requires(Permission.GRANT_EDIT)
def handover(request, pk, site):
    leaver = get_object_or_404(User, pk=pk, pk__in=[user.pk for user in queries.left_behind()])
    form = TakerForm(request.POST if request.method == "POST" else None, leaver=leaver, needed=True)
    if form.is_valid():
        try:
            handed = services.hand_over(leaver=leaver, taker=form.cleaned_data["taker"], by=request.user)
        except hooks.CannotTake as refusal:
            form.add_error(None, str(refusal))
        else:
            count = sum(handed.values())
            messages.success(
                request,
                ngettext("%(n)d thing was handed over.", "%(n)d things were handed over.", count) % {"n": count},
            )
            return redirect("admin:accounts_rolegrant_roles")
    context = {
        "title": _("Hand over"),
        "text": _("%(name)s has no role any more. What is still due goes to a colleague.") % {"name": leaver},
        "numbers": [(item.handover.label, item.count) for item in queries.due_of(leaver)],
        "verb": _("Hand over"), "back_url": reverse("admin:accounts_rolegrant_roles"),
    }  # fmt: skip
    return page(request, site, "ui/confirm.html", context, form=form)


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPERSONATE)
def look(request, pk, site):
    person = get_object_or_404(User, pk=pk)
    if not impersonation.may_look_as(hijacker=request.user, hijacked=person):
        raise PermissionDenied
    form = LookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return impersonation.look_as(request, person, reason=form.cleaned_data["reason"])
    context = {
        "title": _("Look at the site as %(name)s") % {"name": person},
        "text": _("You will see what this person sees. It is written into the access log with your reason."),
        "note": _("Exports, roles and everything about the account stay shut. Your own sign-in continues afterwards."),
        "hidden": {"user_pk": person.pk, "next": reverse("admin:index" if person.is_staff else "home")},
        "verb": _("Look as this person"),
        "back_url": reverse("admin:accounts_user_change", args=[person.pk]),
    }
    return page(request, site, "ui/confirm.html", context, form=form)
