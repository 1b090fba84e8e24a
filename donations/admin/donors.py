"""Donors on the desk: found, entered, kept, with all that they gave."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import person_or_404
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from alumni_office.ui.htmx import render_page
from alumni_office.ui.keyset import newest_first
from chapters.models import Chapter
from donations.forms.donors import LINKED, ChapterDonorForm, DonorForm, LookForm
from donations.models import Donor, Organisation
from donations.queries import donors as queries
from donations.queries import gifts as gift_queries
from donations.queries import people as people_queries
from donations.queries import tiers
from donations.services import donors as services

from . import donor_erasing as erasing
from . import donor_merging as merging
from .chrome import EDIT, OwnPages, page, posted, saved
from .guards import donors as seen_donors
from .guards import enters, of, sees_donors

SIZE = 50
MOST = 200


@require_safe
@sees_donors
def donor_list(request, site):
    form = LookForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.listed(request.user, words=asked.get("q", ""), kind=asked.get("kind", ""))
    shown = newest_first(found, request, size=SIZE)
    sees_amounts = request.user.may(Permission.GIFT_VIEW)
    sums = queries.received(request.user, shown.rows) if sees_amounts else {}
    for row in shown.rows:
        row.received = sums.get(row.pk, 0) if sees_amounts else None
    return page(
        request, site, "donor_list", _("Donors"), filters=form, listed=shown, sees_amounts=sees_amounts,
        is_filtered=any(asked.values()), may_enter=request.user.may(Permission.GIFT_ENTER),
        may_merge=request.user.reach(Permission.GIFT_ENTER).everyone,
        people=queries.people_named(request.user, asked["q"], 10) if asked.get("q") else [],
    )  # fmt: skip


@require_http_methods(EDIT)
@enters
def donor_add(request, site):
    """Somebody by name alone, or with ?person=, ?organisation=, ?chapter= somebody on record."""
    link, row = _asked_for(request)
    form = DonorForm(posted(request), of=row)
    fields = {link: row, "kind": LINKED[link]} if link else {}
    made = took(form, lambda **said: services.enter_donor(by=request.user, **(said | fields)))
    if made:
        return redirect("admin:donations_donor_change", made.pk)
    chapters = None if row else ChapterDonorForm(user=request.user)
    return page(request, site, "donor_form", _("Enter a donor"), form=form, of=row, chapters=chapters)


def _asked_for(request) -> tuple[str, object | None]:
    rows = {
        "person": ("alumnus", Alumnus.objects.visible_to(request.user).present()),
        "organisation": ("organisation", Organisation.objects.visible_to(request.user)),
        "chapter": ("chapter", Chapter.objects.visible_to(request.user)),
    }
    for name, (link, seen) in rows.items():
        if asked := request.GET.get(name, ""):
            if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
                raise Http404
            return link, get_object_or_404(seen, pk=int(asked))
    return "", None


@require_http_methods(EDIT)
@enters
@of(seen_donors, Permission.DONOR_VIEW)
def donor_edit(request, donor, site):
    if donor.erased_at and request.method != "POST":
        return redirect("admin:donations_donor_change", donor.pk)
    form = DonorForm(posted(request), donor=donor, contacts=request.user.may(Permission.CONTACT_VIEW))
    if saved(request, form, lambda **said: services.save_donor(donor=donor, by=request.user, **said)):
        return redirect("admin:donations_donor_change", donor.pk)
    return page(request, site, "donor_form", donor.name, form=form, donor=donor)


@require_safe
@of(seen_donors, Permission.DONOR_VIEW)
def donor_page(request, donor, site):
    if donor.merged_into_id:
        return redirect("admin:donations_donor_change", donor.merged_into_id)
    user, family = request.user, queries.family(donor)
    context: dict = {"sees_amounts": user.may(Permission.GIFT_VIEW)}
    if context["sees_amounts"]:
        received = queries.received(user, [donor]).get(donor.pk, 0)
        context |= {
            "received": received, "pledges": list(gift_queries.pledges_of(user, family)[:MOST]),
            "agreements": list(gift_queries.agreements(user).filter(donor__in=family).order_by("-pk")[:MOST]),
            "credits": list(queries.credits(user, family)[:MOST]),
            "tier": tiers.tier_for(received) if user.reach(Permission.GIFT_VIEW).everyone else None,
        }  # fmt: skip
    gifts = gift_queries.known_to(user).posted().filter(donor__in=family).prefetch_related("allocations__fund")
    seen = Alumnus.objects.visible_to(user).filter(pk=donor.alumnus_id or 0)
    return page(
        request, site, "donor_page", donor.name, donor=donor, gifts=list(gifts.order_by("-received_on", "-pk")[:MOST]),
        merges=merging.merges_of(donor), may_enter=user.may(Permission.GIFT_ENTER) and not donor.erased_at,
        person=seen.first(), may_erase=erasing.may_erase(user, donor),
        sees_contacts=user.may(Permission.CONTACT_VIEW),
        may_merge=user.reach(Permission.GIFT_ENTER).everyone, today=timezone.localdate(), **context,
    )  # fmt: skip


@require_safe
@sees_donors
def donor_person(request, pk, site):
    """What is on a person's page."""
    person = person_or_404(request, pk)
    donor = people_queries.donor_of(person)
    context = site.each_context(request) | {
        "title": _("Giving"), "person": person, "donor": donor,
        "rows": people_queries.gifts_of(request.user, person),
        "receipts": list(people_queries.receipts_of(request.user, person)),
        "thanks": list(people_queries.thanks_of(request.user, person)),
        "organisations": person.organisations.filter(
            until_on__isnull=True, organisation__merged_into__isnull=True
        ).select_related("organisation"),
        "sees_amounts": request.user.may(Permission.GIFT_VIEW), "may_enter": request.user.may(Permission.GIFT_ENTER),
        "sees_donor": donor and Donor.objects.visible_to(request.user).filter(pk=donor.pk).exists(),
        "add_url": f"{reverse('admin:donations_donor_add')}?person={person.pk}",
    }  # fmt: skip
    return render_page(request, "admin/donations/donor_person.html", context, partial="panel")


@admin.register(Donor)
class DonorAdmin(OwnPages):
    views = [
        ("", donor_list, "changelist"),
        ("add/", donor_add, "add"),
        ("alike/", merging.alike, "alike"),
        ("merges/", merging.merges, "merges"),
        ("merges/<int:pk>/undo/", merging.merge_undo, "merge_undo"),
        ("person/<int:pk>/", donor_person, "person"),
        ("<int:pk>/", donor_page, "change"),
        ("<int:pk>/edit/", donor_edit, "edit"),
        ("<int:pk>/erase/", erasing.erase, "erase"),
        ("<int:pk>/merge/<int:other>/", merging.merge, "merge"),
        ("<int:pk>/apart/<int:other>/", merging.apart, "apart"),
    ]
