"""Certificates of hours: free, on request, each with a number of its own that everybody can look up."""

import secrets

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alumni.emails.claims import absolute
from alumni_office.documents.pdf import Document, Entry, Section, pdf
from alumni_office.saving.refusals import Refused
from alumni_office.ui.office import university
from events.models import Assignment, HoursCertificate, Programme, Volunteer

from .signing import hold_volunteer

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another
LENGTH = 12  # 30 ** 12: nobody guesses one


@transaction.atomic
def certify(*, volunteer: Volunteer, programme: Programme, by) -> HoursCertificate:
    """The certificate of all confirmed hours; while they stay the same it is the same. Hours that were corrected or
    added, or another name, void the one before. Raises Refused when no hours are confirmed."""
    held = hold_volunteer(volunteer.pk)
    minutes = minutes_of(held, programme)
    if not minutes:
        raise Refused(_("No hours are confirmed in this programme yet."))
    standing = held.certificates.filter(programme=programme, voided_at__isnull=True).first()
    if standing and (standing.minutes, standing.name) == (minutes, held.name):
        return standing
    if standing:
        _void(standing, _("Replaced by a new one: hours or name have changed."), by)
    return HoursCertificate.objects.create(
        volunteer=held, programme=programme, number=_number(), name=held.name, minutes=minutes, issued_by=by
    )


@transaction.atomic
def void(*, certificate: HoursCertificate, reason: str, by) -> None:
    """Its number says so from now on; repeating the call changes nothing."""
    row = HoursCertificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.voided_at is None:
        _void(row, reason, by)


def void_standing(volunteer: Volunteer, programme_id: int, *, by) -> None:
    """After hours were corrected, within the caller's transaction, which holds the volunteer."""
    for row in volunteer.certificates.select_for_update().filter(programme=programme_id, voided_at__isnull=True):
        _void(row, _("Hours were corrected."), by)


def minutes_of(volunteer: Volunteer, programme: Programme) -> int:
    rows = Assignment.objects.filter(volunteer=volunteer, shift__programme=programme)
    return rows.aggregate(sum=Sum("minutes"))["sum"] or 0


def paper(*, certificate: HoursCertificate, language: str) -> bytes:
    """The certificate as PDF, with a code that leads to the page of its number."""
    with translation.override(language):
        programme = certificate.programme
        days = " – ".join(
            date_format(day, "DATE_FORMAT") for day in dict.fromkeys([programme.starts_on, programme.ends_on])
        )
        page = absolute(reverse("events:certificate", args=[certificate.number]))
        pairs = (
            (_("Name"), certificate.name),
            (_("Student number"), certificate.volunteer.student_number),
            (pgettext("of students", "Programme"), f"{programme.shown_title} ({programme.get_kind_display()})"),
            (pgettext("of a student programme", "Days"), days),
            (_("Hours"), hours_text(certificate.minutes)),
            (_("Number"), certificate.number),
            (_("Issued on"), date_format(timezone.localtime(certificate.issued_at), "DATE_FORMAT")),
        )
        lead = _("%(university)s hereby certifies the hours below, confirmed by its alumni office.")
        return pdf(
            Document(
                title=_("Certificate of volunteer service"), lead=lead % {"university": university()},
                foot=_("Whether this certificate is good is said at %(page)s") % {"page": page},
                sections=[Section(_("Hours of service"), entries=[Entry(pairs)])], code=page,
            )
        )  # fmt: skip


def hours_text(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")


def _void(row: HoursCertificate, reason: str, by) -> None:
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])


def _number() -> str:
    return "V" + "".join(secrets.choice(LETTERS) for _each in range(LENGTH))
