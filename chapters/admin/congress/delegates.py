"""Delegates on the desk: every delegation with its seats, and the naming for one of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from chapters.forms.congress import PersonForm, SearchForm
from chapters.models import Congress, Delegate, Delegation
from chapters.queries.congress import nameable
from chapters.queries.congress.standing import with_numbers
from chapters.services import congress as services

from .frame import done, page, to, told_by_mail


@require_safe
@requires(Permission.CHAPTER_VIEW)
def delegate_list(request, pk, site):
    congress = get_object_or_404(Congress.objects.visible_to(request.user), pk=pk)
    rows = with_numbers(Delegation.objects.visible_to(request.user).filter(congress=congress))
    rows = rows.select_related("chapter", "college").order_by("college", "chapter")
    return page(request, site, congress, "delegates", here="delegates", title=_("Delegates"), rows=rows)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def delegation_page(request, pk, site):
    row = _delegation_or_404(request, pk)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    may_name = (
        row.congress.state == Congress.State.NOMINATING
        and Delegation.objects.filled_by(request.user).filter(pk=row.pk).exists()
    )
    found = nameable.in_reach(row, request.user, words) if may_name and row.free > 0 else []
    return page(
        request, site, row.congress, "delegation", here="delegates", title=row.shown_name, row=row, form=form,
        asked=words, found=found, may_name=may_name, most=nameable.MOST,
        delegates=row.delegates.select_related("alumnus").order_by("pk"),
    )  # fmt: skip


@require_POST
@requires(Permission.CHAPTER_VIEW)
@requires(Permission.ALUMNI_EDIT)
def delegate_name(request, pk, site):
    row = _delegation_or_404(request, pk, to_fill=True)
    form = PersonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a person."))
        return to("delegation", pk)
    person = get_object_or_404(Alumnus.objects.visible_to(request.user), pk=form.cleaned_data["person"])

    def name():
        _row, message = services.name_delegate(delegation=row, person=person, by=request.user)
        told_by_mail(request, message, person.name, _("%(name)s is named.") % {"name": person.name})

    done(request, name)
    return to("delegation", pk)


@require_POST
@requires(Permission.CHAPTER_VIEW)
@requires(Permission.ALUMNI_EDIT)
def delegate_withdraw(request, pk, site):
    delegates = Delegate.objects.filter(delegation__in=Delegation.objects.filled_by(request.user))
    delegate = get_object_or_404(delegates.select_related("alumnus"), pk=pk)
    name = str(delegate)

    def withdraw():
        message = services.withdraw_delegate(delegate=delegate, by=request.user)
        told_by_mail(request, message, name, _("%(name)s is withdrawn; the seat is free.") % {"name": name})

    done(request, withdraw)
    return to("delegation", delegate.delegation_id)


def _delegation_or_404(request, pk: int, *, to_fill: bool = False) -> Delegation:
    rows = Delegation.objects
    seen = rows.filled_by(request.user) if to_fill else rows.visible_to(request.user)
    row = with_numbers(seen).select_related("congress", "chapter", "college").filter(pk=pk).first()
    if row is None or not Congress.objects.visible_to(request.user).filter(pk=row.congress_id).exists():
        raise Http404
    return row


VIEWS = [
    ("<int:pk>/delegates/", delegate_list, "delegates"),
    ("delegation/<int:pk>/", delegation_page, "delegation"),
    ("delegation/<int:pk>/name/", delegate_name, "name"),
    ("delegate/<int:pk>/withdraw/", delegate_withdraw, "withdraw"),
]
