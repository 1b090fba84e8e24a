"""One card: what it is, the steps taken, its papers."""

from pathlib import PurePath

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import person_or_404, requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.downloads import private_file
from alumni_office.ui.htmx import render_page
from donations.admin.chrome import EDIT, page, posted, saved, telling
from donations.forms.opportunities import FileForm, OpportunityForm, StepForm
from donations.models import ClubMembership, Opportunity
from donations.models.opportunities import OPEN
from donations.queries.pipeline.keepers import keepers
from donations.services import opportunities as services

from .frame import back_to, of_card, rights

MOST_STEPS = 200


@require_http_methods(EDIT)
@requires(Permission.CLUB_VIEW)
def card_page(request, pk, site):
    """GET shows it; POST writes down a step."""
    card = of_card(request, pk)
    may = rights(request)
    form = StepForm(posted(request), initial={"next_step": card.next_step, "next_on": card.next_on})
    if request.method == "POST":
        if not may["may_edit"]:
            return requires(Permission.CLUB_EDIT)(back_to)(request, pk)
        if saved(request, form, lambda **said: services.take_step(opportunity=card, by=request.user, **said)):
            return back_to(card.pk)
    return page(
        request, site, "opportunity_page", card.title, form=form, card=card, open_stages=OPEN,
        steps=list(card.steps.select_related("by").order_by("-done_on", "-pk")[:MOST_STEPS]),
        files=list(card.files.select_related("added_by").order_by("pk")), **may,
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def card_edit(request, pk, site):
    card = of_card(request, pk)
    form = OpportunityForm(posted(request), user=request.user, keepers=keepers(), card=card)
    if request.method == "POST" and saved(
        request, form, lambda **said: services.change(opportunity=card, by=request.user, **said)
    ):
        return back_to(card.pk)
    return page(
        request, site, "opportunity_form", _("Change the opportunity"), form=form, card=card, partner=card.partner,
        verb=_("Save"),
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def file_add(request, pk, site):
    card = of_card(request, pk)
    form = FileForm(posted(request), request.FILES or None)
    if request.method == "POST" and saved(
        request, form,
        lambda file, **said: services.add_file(opportunity=card, upload=file.upload, by=request.user, **said),
    ):  # fmt: skip
        return back_to(card.pk)
    return page(
        request, site, "opportunity_form", _("Add a document"), form=form, card=card, partner=card.partner,
        verb=_("Add it"),
    )  # fmt: skip


@require_safe
@requires(Permission.CLUB_VIEW)
def file(request, pk, row, site):
    found = get_object_or_404(of_card(request, pk).files, pk=row)
    return private_file(found.file, name=found.title, kind=PurePath(str(found.file.name)).suffix.removeprefix("."))


@require_http_methods(EDIT)
@requires(Permission.CLUB_EDIT)
def file_remove(request, pk, row, site):
    card = of_card(request, pk)
    found = get_object_or_404(card.files, pk=row)
    if request.method == "POST":
        telling(request, lambda: services.remove_file(file=found, by=request.user), _("The document is gone."))
        return back_to(card.pk)
    return page(
        request, site, "opportunity_file_remove", _("Delete the document"), card=card, file=found, verb=_("Delete it")
    )


@require_safe
@requires(Permission.CLUB_VIEW)
def person(request, pk, site):
    """The panel of a person's page."""
    who = person_or_404(request, pk)
    context = site.each_context(request) | rights(request) | {
        "title": _("Club and cooperation"), "person": who,
        "members": list(
            ClubMembership.objects.visible_to(request.user).filter(alumnus=who).select_related("tier", "organisation")
            .order_by("-pk")
        ),
        "cards": list(Opportunity.objects.visible_to(request.user).filter(alumnus=who).order_by("-pk")[:50]),
        "companies": list(
            who.organisations.filter(organisation__merged_into__isnull=True).select_related("organisation")
            .order_by("until_on", "pk")
        ),
    }  # fmt: skip
    return render_page(request, "admin/donations/club_person.html", context, partial="panel")


VIEWS = [
    ("<int:pk>/", card_page, "change"),
    ("<int:pk>/edit/", card_edit, "edit"),
    ("<int:pk>/documents/add/", file_add, "file_add"),
    ("<int:pk>/documents/<int:row>/", file, "file"),
    ("<int:pk>/documents/<int:row>/remove/", file_remove, "file_remove"),
    ("person/<int:pk>/", person, "person"),
]
