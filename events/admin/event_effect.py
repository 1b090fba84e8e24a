"""What an event brought, on the desk: what people said, what came of it, who was in touch afterwards."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.saving.forms import first_values
from alumni_office.ui.keyset import newest_first
from events import hooks
from events.forms.outcomes import CostForm, OutcomeForm
from events.models import ModelCase
from events.queries.effect import contacts as contact_queries
from events.queries.effect import feedback as feedback_queries
from events.services import outcomes as services

from .chrome import EDIT, NAME, part_page, planned, posted, saved, seen, telling
from .guards import plans_for_all


@require_safe
@seen
def effect(request, event, site):
    counted = [
        (each, each.count([event.pk]).get(event.pk, 0), each.url(event.pk) if request.user.may(each.right) else "")
        for each in hooks.outcomes
    ]
    return part_page(
        request, site, event, "effect", "event_effect", summary=feedback_queries.summary(event),
        texts=feedback_queries.words(event), outcomes=event.outcomes.order_by("-happened_on", "-pk"), counted=counted,
        contacts=contact_queries.counted([event.pk]).get(event.pk, 0),
        may_see_people=request.user.may(Permission.ALUMNI_VIEW), case=ModelCase.objects.filter(event=event).first(),
        may_mark=plans_for_all(request),
    )  # fmt: skip


@require_http_methods(EDIT)
@planned
def outcome_edit(request, event, site, row=None):
    outcome = get_object_or_404(event.outcomes, pk=row) if row is not None else None
    form = OutcomeForm(posted(request), event=event, outcome=outcome, initial=first_values(outcome, OutcomeForm))

    def save(**said):
        if outcome:
            services.save_outcome(outcome=outcome, by=request.user, **said)
        else:
            services.add_outcome(event=event, by=request.user, **said)

    if saved(request, form, save):
        return redirect(f"{NAME}_effect", event.pk)
    return part_page(
        request, site, event, "effect", "event_row", form=form, may_write=True, legend=_("What came of it"),
        back=reverse(f"{NAME}_effect", args=[event.pk]),
        remove=outcome and reverse(f"{NAME}_outcome_remove", args=[event.pk, outcome.pk]),
    )  # fmt: skip


@require_http_methods(EDIT)
@planned
def cost(request, event, site):
    form = CostForm(posted(request), initial=first_values(event, CostForm))
    if saved(request, form, lambda **said: services.save_cost(event=event, by=request.user, **said)):
        return redirect(f"{NAME}_effect", event.pk)
    return part_page(
        request, site, event, "effect", "event_row", form=form, may_write=True, legend=_("What it cost"),
        back=reverse(f"{NAME}_effect", args=[event.pk]),
    )  # fmt: skip


@require_POST
@planned
def outcome_remove(request, event, row, site):
    outcome = get_object_or_404(event.outcomes, pk=row)
    telling(request, lambda: services.remove_outcome(outcome=outcome, by=request.user), _("Taken out."))
    return redirect(f"{NAME}_effect", event.pk)


@require_safe
@requires(Permission.ALUMNI_VIEW)
@seen
def contacts(request, event, site):
    """The visits and calls that were counted, of people whom the reader may see."""
    shown = newest_first(contact_queries.rows(request.user, event), request, size=100)
    if shown.rows:
        record_access(
            action=AccessRecord.Action.VIEW, target="alumni.alumnus", count=len(shown.rows), by=request.user,
            people=sorted({row.alumnus_id for row in shown.rows}), criteria={"after_event": event.pk},
        )  # fmt: skip
    counted = contact_queries.counted([event.pk]).get(event.pk, 0)
    return part_page(request, site, event, "effect", "event_contacts", page=shown, counted=counted)


EFFECT = [
    ("<int:pk>/effect/", effect, "effect"),
    ("<int:pk>/effect/contacts/", contacts, "contacts"),
    ("<int:pk>/effect/cost/", cost, "cost"),
    ("<int:pk>/effect/outcomes/add/", outcome_edit, "outcome_add"),
    ("<int:pk>/effect/outcomes/<int:row>/", outcome_edit, "outcome"),
    ("<int:pk>/effect/outcomes/<int:row>/remove/", outcome_remove, "outcome_remove"),
]
