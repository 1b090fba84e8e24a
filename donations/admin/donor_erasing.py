"""A person who gave and is no alumnus is erased, or whom one asks for at a body that gives."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks as jobs
from alumni_office.saving.forms import took
from donations.forms.erasing import EraseForm
from donations.models import Donor
from donations.queries import erasing as queries
from donations.services import erasing as services

from .chrome import EDIT, page, posted
from .guards import donors as seen_donors
from .guards import of


def may_erase(user, donor: Donor) -> bool:
    """An alumnus is erased with the record; who was erased is."""
    return user.may(Permission.RIGHTS_DECIDE) and not (donor.alumnus_id or donor.erased_at or donor.merged_into_id)


@require_http_methods(EDIT)
@of(seen_donors, Permission.RIGHTS_DECIDE)
def erase(request, donor, site):
    """Says what goes and what stays, and begins it."""
    if not may_erase(request.user, donor):
        messages.warning(request, _said(donor))
        return redirect("admin:donations_donor_change", donor.pk)
    family, is_person = queries.family_of(donor.pk), donor.kind == Donor.Kind.PERSON
    form = EraseForm(posted(request), donor=donor, family=family, word=_("delete"))
    job = took(form, lambda **said: services.start_erasure(donor_id=donor.pk, by=request.user, **said))
    if job:
        jobs.run.delay_on_commit(job.pk)
        messages.success(request, _("The erasure has begun and is done in a moment."))
        return redirect("admin:donations_donor_change", donor.pk)
    form.show_anew()
    title = _("Erase this person") if is_person else _("Erase whom one asks for")
    return page(
        request, site, "donor_erase", title, form=form, donor=donor, is_person=is_person, merged=len(family) - 1,
        going=queries.going(donor, family), staying=queries.staying(family) if is_person else [],
    )  # fmt: skip


def _said(donor: Donor) -> str:
    if donor.erased_at:
        return _("This person was erased already.")
    if donor.merged_into_id:
        return _("This donor was merged into another one: look at that one.")
    return _("This donor is an alumnus on record: the person is erased with the record, by a request about personal "
             "data.")  # fmt: skip
