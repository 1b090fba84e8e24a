"""What is expected, and the tasks of colleagues."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from donations.admin.chrome import page
from donations.models import Opportunity
from donations.queries.pipeline import forecast as forecasts
from donations.queries.pipeline import tasks as task_queries
from donations.queries.pipeline.amounts import sees_amounts


@require_safe
@requires(Permission.CLUB_VIEW)
def forecast(request, site):
    _insist(request)
    rows = Opportunity.objects.visible_to(request.user)
    return page(
        request, site, "opportunity_forecast", _("Forecast"),
        gifts=forecasts.expected(rows.filter(forecasts.GIFTS)),
        others=forecasts.expected(rows.exclude(forecasts.GIFTS)),
    )  # fmt: skip


@require_safe
@requires(Permission.CLUB_VIEW)
def tasks(request, site):
    _insist(request)
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    years = range(today.year + 1, today.year - 10, -1)
    year = next((each for each in years if str(each) == asked), today.year)
    return page(
        request, site, "opportunity_tasks", _("Tasks of colleagues"), year=year, years=years[:6],
        tasks=task_queries.of_year(request.user, year, today),
    )  # fmt: skip


def _insist(request) -> None:
    if not sees_amounts(request.user):
        raise PermissionDenied


VIEWS = [("forecast/", forecast, "forecast"), ("tasks/", tasks, "tasks")]
