"""Suggestions on the desk: those that wait, and what became of the others."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.mail import tasks as mail
from alumni_office.ui.keyset import newest_first
from publications.forms.suggestions import AcceptForm, DeclineForm
from publications.models import Suggestion
from publications.services import suggestions as services

from .chrome import OwnPages, page


@require_safe
@requires(Permission.PUBLICATION_EDIT)
def suggestion_list(request, site):
    return _list(request, site, _("Stories sent in"), Suggestion.objects.open(), is_open=True)


@require_safe
@requires(Permission.PUBLICATION_EDIT)
def suggestion_decided(request, site):
    decided = Suggestion.objects.exclude(state__in=Suggestion.OPEN)
    return _list(request, site, _("Stories that were decided on"), decided, is_open=False)


def _list(request, site, title, rows, *, is_open):
    listed = newest_first(rows.select_related("periodical", "editor"), request, size=30)
    return page(request, site, "suggestion_list", title, page=listed, is_open=is_open)


@require_safe
@requires(Permission.PUBLICATION_EDIT)
def suggestion_page(request, pk, site):
    return _page(request, site, _or_404(pk))


def _or_404(pk) -> Suggestion:
    return get_object_or_404(Suggestion.objects.select_related("periodical", "editor", "alumnus", "article"), pk=pk)


def _page(request, site, suggestion, *, accept=None, decline=None):
    sender = Alumnus.objects.visible_to(request.user).filter(pk=suggestion.alumnus_id).first()
    return page(
        request, site, "suggestion_page", suggestion.title, suggestion=suggestion, sender=sender,
        accept=accept or AcceptForm(prefix="accept"), decline=decline or DeclineForm(prefix="decline"),
        form=decline or accept, may_see_address=request.user.may(Permission.CONTACT_VIEW),
    )  # fmt: skip


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def suggestion_take(request, pk, site):
    suggestion = _or_404(pk)
    _done(
        request, lambda: services.take_up(suggestion=suggestion, by=request.user), _("You are on it; a mail says so.")
    )
    return redirect("admin:publications_suggestion_change", pk)


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def suggestion_accept(request, pk, site):
    suggestion, form = _or_404(pk), AcceptForm(request.POST, prefix="accept")
    if not form.is_valid():
        return _page(request, site, suggestion, accept=form)
    said = _("Accepted: it lies in the drawer as an article; a mail says so.")
    _done(request, lambda: services.accept(suggestion=suggestion, by=request.user, **form.cleaned_data)[1], said)
    return redirect("admin:publications_suggestion_change", pk)


@require_POST
@requires(Permission.PUBLICATION_EDIT)
def suggestion_decline(request, pk, site):
    suggestion, form = _or_404(pk), DeclineForm(request.POST, prefix="decline")
    if not form.is_valid():
        return _page(request, site, suggestion, decline=form)
    said = _("Declined; a mail gives the reason.")
    _done(request, lambda: services.decline(suggestion=suggestion, by=request.user, **form.cleaned_data), said)
    return redirect("admin:publications_suggestion_change", pk)


def _done(request, decide, said):
    try:
        message = decide()
    except services.Decided:
        messages.error(request, _("Somebody decided about this suggestion in the meantime. Nothing was changed."))
    else:
        mail.deliver.delay_on_commit(message.pk)
        messages.success(request, said)


@admin.register(Suggestion)
class SuggestionAdmin(OwnPages):
    views = [
        ("", suggestion_list, "changelist"),
        ("decided/", suggestion_decided, "decided"),
        ("<int:pk>/", suggestion_page, "change"),
        ("<int:pk>/take/", suggestion_take, "take"),
        ("<int:pk>/accept/", suggestion_accept, "accept"),
        ("<int:pk>/decline/", suggestion_decline, "decline"),
    ]
