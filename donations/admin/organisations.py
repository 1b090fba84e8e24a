"""Organisations on the desk, their branches and their people."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.models import Alumnus
from alumni.models.places import Industry
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from donations.forms.donors import OrganisationForm, OrganisationPersonForm
from donations.models import Donor, Organisation
from donations.queries import organisations as queries
from donations.services import organisations as services
from events.forms.parts import FindPersonForm

from . import organisation_merging as merging
from .chrome import EDIT, OwnPages, page, posted, saved, telling, typed_words
from .guards import keeps_organisations, of_organisation, organisations

SIZE = 50
MOST_FOUND = 20


def _may_edit(user) -> bool:
    return user.may(Permission.GIFT_ENTER) or user.may(Permission.CLUB_EDIT)


def _seen(user):
    if not (user.may(Permission.DONOR_VIEW) or user.may(Permission.CLUB_VIEW)):
        raise PermissionDenied
    return organisations(user)


@require_safe
def organisation_list(request, site):
    _seen(request.user)
    words, trade = typed_words(request), request.GET.get("industry", "")
    rows = queries.listed(request.user, words=words, industry=trade if trade in Industry.values else "")
    listed = Paginator(rows.order_by("name", "pk"), SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return page(
        request, site, "organisation_list", _("Organisations"), listed=listed, words=words, trade=trade,
        trades=Industry.choices, query=query.urlencode(), may_edit=_may_edit(request.user),
        may_merge=merging.may_merge(request.user),
    )  # fmt: skip


@require_http_methods(EDIT)
@keeps_organisations
def organisation_add(request, site):
    form = OrganisationForm(posted(request), user=request.user)
    made = took(form, lambda **said: services.enter_organisation(by=request.user, **said))
    if made:
        return redirect("admin:donations_organisation_change", made.pk)
    return page(
        request, site, "form", _("Enter an organisation"), form=form, verb=_("Enter"), of=_("Organisations"),
        back="admin:donations_organisation_changelist",
    )  # fmt: skip


@require_http_methods(EDIT)
@of_organisation
def organisation_edit(request, organisation, site):
    form = OrganisationForm(posted(request), user=request.user, organisation=organisation)
    save = lambda **said: services.save_organisation(organisation=organisation, by=request.user, **said)  # noqa: E731
    if saved(request, form, save):
        return redirect("admin:donations_organisation_change", organisation.pk)
    return page(
        request, site, "form", str(organisation), form=form, verb=_("Save"), of=_("Organisations"),
        back="admin:donations_organisation_changelist",
    )  # fmt: skip


@require_safe
def organisation_page(request, pk, site):
    organisation = _seen(request.user).filter(pk=pk).first()
    if organisation is None:
        return redirect("admin:donations_organisation_change", merging.head_of(pk))
    donor = Donor.objects.heads().filter(organisation=organisation).first()
    if donor and not Donor.objects.visible_to(request.user).filter(pk=donor.pk).exists():
        donor = None
    # As of a person: who has it within reach. An organisation is no college's until it gave to one.
    rights = (Permission.DONOR_VIEW, Permission.CLUB_VIEW)
    reads_note = donor or any(request.user.reach(right).everyone for right in rights)
    return page(
        request, site, "organisation_page", str(organisation), organisation=organisation, donor=donor,
        note=organisation.note if reads_note else "",
        people=list(queries.people_of(request.user, organisation)), may_edit=_may_edit(request.user),
        branches=list(organisation.branches.order_by("name")), may_enter=request.user.may(Permission.GIFT_ENTER),
        today=timezone.localdate(), merges=merging.merges_into(organisation),
        may_merge=merging.may_merge(request.user),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_organisation
def organisation_person(request, organisation, site):
    """Look for somebody by name; with ?person= say what part."""
    asked = request.GET.get("person", "")
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
            raise Http404
        alumnus = get_object_or_404(Alumnus.objects.visible_to(request.user).present(), pk=int(asked))
        form = OrganisationPersonForm(posted(request))
        save = lambda **said: services.add_person(  # noqa: E731
            organisation=organisation, alumnus=alumnus, by=request.user, **said
        )
        if saved(request, form, save):
            return redirect("admin:donations_organisation_change", organisation.pk)
        return page(
            request, site, "organisation_person", alumnus.name, form=form, organisation=organisation, alumnus=alumnus
        )
    find = FindPersonForm(request.GET if "name" in request.GET else None)
    people: list = []
    if find.is_valid():
        named = Alumnus.objects.visible_to(request.user).present().filter(name=find.cleaned_data["name"].strip())
        people = list(named.prefetch_related("degrees__college")[:MOST_FOUND])
    return page(
        request, site, "organisation_person", _("Add a person"), organisation=organisation, find=find, people=people
    )


@require_POST
@of_organisation
def organisation_person_end(request, organisation, row, site):
    person = get_object_or_404(queries.people_of(request.user, organisation), pk=row)
    telling(
        request, lambda: services.end_person(row=person, on=timezone.localdate(), by=request.user),
        _("Noted: it is over."),
    )  # fmt: skip
    return redirect("admin:donations_organisation_change", organisation.pk)


@admin.register(Organisation)
class OrganisationAdmin(OwnPages):
    views = [
        ("", organisation_list, "changelist"),
        ("add/", organisation_add, "add"),
        ("alike/", merging.alike, "alike"),
        ("merges/", merging.merges, "merges"),
        ("merges/<int:pk>/undo/", merging.merge_undo, "merge_undo"),
        ("<int:pk>/", organisation_page, "change"),
        ("<int:pk>/edit/", organisation_edit, "edit"),
        ("<int:pk>/merge/", merging.find, "merge_find"),
        ("<int:pk>/merge/<int:other>/", merging.merge, "merge"),
        ("<int:pk>/apart/<int:other>/", merging.apart, "apart"),
        ("<int:pk>/people/add/", organisation_person, "person"),
        ("<int:pk>/people/<int:row>/end/", organisation_person_end, "person_end"),
    ]
