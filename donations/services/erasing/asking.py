"""A colleague asks for an erasure; the work is a job, for it goes through the whole access log."""

from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from donations.models import Donor
from donations.queries import erasing as queries
from donations.services.refusals import Refused, WrongState

from .erase import erase_donor, insist_erasable

KIND = "donations.erasure"
OPEN = [Job.State.QUEUED, Job.State.RUNNING]


@transaction.atomic
def start_erasure(*, donor_id: int, version: int, family: list[int], reason: str, by) -> Job:
    """Queue the erasure of a donor as the page showed it: in this `version`, with these merged into it. One that is
    queued or running already is returned. Raises Refused."""
    donor = Donor.objects.select_for_update(of=("self",)).get(pk=donor_id)
    if standing := Job.objects.filter(kind=KIND, subject_id=donor_id, state__in=OPEN).first():
        return standing
    found = insist_erasable(donor)
    if donor.erased_at or donor.version != version or sorted(family) != found:
        raise WrongState
    said = queries.traces_of(found, named=donor.kind == Donor.Kind.PERSON).words
    if any(word in reason for word in said):
        raise Refused(
            _("The reason stays when the person is gone: say it without name, address or number."), field="reason"
        )
    return jobs.start(kind=KIND, by=by, subject_id=donor_id, params={"reason": reason})


def erase_in_background(run: jobs.Run) -> None:
    job = run.job
    assert job.by_id is not None
    assert job.subject_id is not None
    by = User.objects.get(pk=job.by_id)
    if not by.may(Permission.RIGHTS_DECIDE):
        raise jobs.Refused(_("Who started this may not erase people any more."))
    run.report(done=0, total=1)
    try:
        erase_donor(donor_id=job.subject_id, reason=job.params["reason"], by=by)
    except Refused as refusal:
        raise jobs.Refused(refusal.sentence) from refusal
    run.report(done=1, total=1)
