"""Gifts on the desk: entered by one, posted by another, from then on only taken back."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from alumni_office.ui.keyset import newest_first
from donations.forms.gifts import GiftFilterForm, GiftForm
from donations.models import Batch, Donor, Gift
from donations.queries import donors as donor_queries
from donations.queries import event_gifts
from donations.queries import gifts as queries
from donations.queries import pledges as pledge_queries
from donations.services import gifts as services
from donations.services import pledges
from events.models import Event

from . import gift_steps as steps
from . import reports
from .chrome import EDIT, OwnPages, page, posted, typed_words
from .guards import enters, gifts, of, sees_gifts

SIZE = 50
STATES = {"entered": Gift.State.ENTERED, "posted": Gift.State.POSTED, "dropped": Gift.State.DROPPED}


@require_safe
@sees_gifts
def gift_list(request, site):
    form = GiftFilterForm(request.GET, user=request.user)
    asked = form.cleaned_data if form.is_valid() else {}
    state = request.GET.get("state", "")
    state = state if state in STATES else "posted"
    found = queries.listed(
        request.user, state=STATES[state], words=asked.get("q", ""), fund=asked.get("fund"),
        campaign=asked.get("campaign"), year=asked.get("year"),
    )  # fmt: skip
    query = request.GET.copy()
    query.pop("before", None)
    tabs = []
    for name, label in (
        ("posted", pgettext("gifts", "Posted")), ("entered", _("To post")), ("dropped", _("Dropped")),
    ):  # fmt: skip
        query["state"] = name
        tabs.append((label, "?" + query.urlencode(), name == state))
    if request.user.may(Permission.GIFT_ENTER):
        tabs.append((_("Batches of gifts"), reverse("admin:donations_batch_changelist"), False))
    return page(
        request, site, "gift_list", _("Gifts"), filters=form, listed=newest_first(found, request, size=SIZE),
        tabs=tabs, state=state, is_filtered=any(asked.values()), may_enter=request.user.may(Permission.GIFT_ENTER),
    )  # fmt: skip


def _number(request, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


@require_http_methods(EDIT)
@enters
def gift_add(request, site):
    """Whose gift it is comes first; then the gift, in a ?batch= where there is one, ?like= one that was wrong, or
    paying a ?pledge=."""
    user = request.user
    batch = get_object_or_404(Batch, pk=pk, posted_at__isnull=True) if (pk := _number(request, "batch")) else None
    if (pk := _number(request, "donor")) is None:
        return _pick(request, site, batch)
    donor = get_object_or_404(Donor.objects.visible_to(user).heads().present(), pk=pk)
    like = get_object_or_404(gifts(user), pk=pk) if (pk := _number(request, "like")) else None
    owed = pledge_queries.open_of(user, donor)
    pledge = get_object_or_404(owed, pk=pk) if (pk := _number(request, "pledge")) else None
    form = GiftForm(posted(request), user=user, donor=donor, batch=batch, like=like, pledge=pledge)
    made = took(form, lambda **said: pledges.enter_gift(donor=donor, by=user, **said))
    if made and batch:
        for difference in pledge_queries.differences(made, list(_payments(made))):
            messages.warning(request, difference)
        return redirect("admin:donations_batch_change", batch.pk)
    if made:
        messages.success(request, _("Entered. It counts once it is posted."))
        return redirect("admin:donations_gift_change", made.pk)
    return page(request, site, "gift_form", _("Enter a gift"), form=form, donor=donor, batch=batch)


def _pick(request, site, batch: Batch | None):
    words = typed_words(request)
    rows = donor_queries.listed(request.user, words=words).order_by("-pk")[:20] if words else []
    return page(
        request, site, "gift_pick", _("Who gave?"), words=words, rows=list(rows), batch=batch,
        people=donor_queries.people_named(request.user, words, 10) if words else [],
    )  # fmt: skip


@require_safe
@sees_gifts
def gifts_to_post(request, site):
    """What the first page counts."""
    rows = queries.with_parts(queries.to_post(request.user)).select_related("entered_by")
    return page(request, site, "gifts_to_post", _("Gifts to post"), listed=newest_first(rows, request, size=SIZE))


@require_safe
@requires(Permission.EVENT_VIEW)
@of(Event.objects.visible_to, Permission.GIFT_VIEW)
def gifts_after_event(request, event, site):
    """Behind the figure on the page of an event."""
    rows = newest_first(event_gifts.after(request.user, event), request, size=SIZE)
    title = _("Gifts after: %(event)s") % {"event": event.shown_title}
    return page(request, site, "gifts_after_event", title, listed=rows, event=event)


@require_safe
@of(gifts, Permission.GIFT_VIEW)
def gift_page(request, gift, site):
    user = request.user
    payments = list(_payments(gift))
    left = services.left_of(gift) if gift.state == Gift.State.POSTED and gift.entry == Gift.Entry.GIFT else (0, 0)
    return page(
        request, site, "gift_page", _("%(entry)s of %(donor)s") % {
            "entry": gift.get_entry_display(), "donor": gift.donor.name,
        },
        gift=gift, note=getattr(gift, "note", None), parts=list(gift.allocations.select_related("fund")),
        corrections=list(gift.corrections.exclude(state=Gift.State.DROPPED).order_by("pk")), left=left,
        warnings=queries.warnings(gift), may_post=user.may(Permission.GIFT_POST),
        must_be_another=gift.entered_by_id == user.pk and abs(gift.amount_cny) > gift.own_limit,
        may_enter=user.may(Permission.GIFT_ENTER),
        credits=list(gift.soft_credits.filter(ended_at__isnull=True).select_related("donor").order_by("pk")),
        payments=payments, differences=pledge_queries.differences(gift, payments),
    )  # fmt: skip


def _payments(gift: Gift):
    return gift.pledge_payments.select_related("instalment__pledge").order_by("pk")


@admin.register(Gift)
class GiftAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [
        ("", gift_list, "changelist"),
        ("add/", gift_add, "add"),
        ("to-post/", gifts_to_post, "to_post"),
        ("event/<int:pk>/", gifts_after_event, "event"),
        ("<int:pk>/", gift_page, "change"),
        ("<int:pk>/post/", steps.gift_post, "post"),
        ("<int:pk>/drop/", steps.gift_drop, "drop"),
        ("<int:pk>/back/", steps.gift_back, "back"),
        ("<int:pk>/credits/add/", steps.credit_add, "credit_add"),
        ("<int:pk>/credits/<int:row>/end/", steps.credit_end, "credit_end"),
        *reports.VIEWS,
    ]
