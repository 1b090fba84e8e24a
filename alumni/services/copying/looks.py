"""Who looked at a person's data, as the person may know it: when, in which role, what for. No colleague's name."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni.services.erasing.traces import Traces
from alumni_office.accounts.models import RoleGrant
from alumni_office.history.models import AccessRecord


@dataclass(frozen=True)
class Look:
    at: datetime
    who: str
    action: str
    reason: str


def looks_at(traces: Traces) -> list[Look]:
    """The latest first."""
    alone = Q(target=Alumnus._meta.label_lower, target_id__in=traces.records)
    about = AccessRecord.objects.filter(alone | Q(people__person_id__in=traces.records)).distinct()
    records = list(about.select_related("by").order_by("-at", "-pk"))
    grants: dict[int, list[RoleGrant]] = {}
    for grant in RoleGrant.objects.filter(user__in={record.by_id for record in records}).order_by("starts_on"):
        grants.setdefault(grant.user_id, []).append(grant)
    own = traces.account.pk if traces.account else None
    return [
        Look(record.at, _who(record, grants, own), str(record.get_action_display()), record.reason)
        for record in records
    ]


def _who(record: AccessRecord, grants: dict[int, list[RoleGrant]], own: int | None) -> str:
    if record.by_id == own:
        return _("Yourself")
    if chapter := record.criteria.get("officer_of"):
        return _("An officer of %(chapter)s") % {"chapter": chapter}
    day = localdate(record.at)
    for grant in grants.get(record.by_id, ()):
        if grant.starts_on <= day and (grant.ends_on is None or grant.ends_on >= day):
            return str(grant.get_role_display())
    return _("Administrator") if record.by.is_superuser else _("The office")
