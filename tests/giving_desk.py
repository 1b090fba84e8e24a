"""Makers of what the desk of giving keeps beside the ledger."""

import uuid
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.documents.uploads import Upload
from donations.models import Batch, SoftCredit, Tier
from donations.services import agreements
from tests.factories import make_user, numbers
from tests.giving import bring, make_donor, make_fund, make_gift, make_use

PDF = b"%PDF-1.4\n1 0 obj\nendobj\nstartxref\n9\n%%EOF\n"


def make_tier(name="金", threshold="1000.00", **fields):
    return Tier.objects.create(name=name, threshold=Decimal(threshold), **fields)


def make_agreement(donor=None, *, signed=True, **fields):
    fields = {"number": f"X{next(numbers):05}", "title": "捐赠协议", "key": uuid.uuid4()} | fields
    by = make_user()
    row = agreements.draft(donor=donor or make_donor(), by=by, **fields)
    if signed:
        agreements.sign(agreement=row, signed_on=timezone.localdate(), upload=Upload("pdf", PDF), by=by)
        row.refresh_from_db()
    return row


def make_batch(count=1, total="100.00", **fields):
    fields = {"label": "聚会现金", "made_by": make_user(Role.FINANCE), "key": uuid.uuid4()} | fields
    return Batch.objects.create(expected_count=count, expected_total=Decimal(total), **fields)


def make_credit(gift=None, donor=None, **fields):
    gift = gift or make_gift()
    fields = {"kind": "solicited", "amount_cny": gift.amount_cny} | fields
    return SoftCredit.objects.create(gift=gift, donor=donor or make_donor(name="钱女士"), **fields)


def make_documented_use(fund=None, **fields):
    use = make_use(fund or make_fund(), posted=False, **fields)
    use.file.save("x.pdf", ContentFile(PDF))
    use.file.close()
    bring(use.fund, use.amount)
    type(use).objects.filter(pk=use.pk).update(posted_by=make_user(Role.FINANCE), posted_on=timezone.localdate())
    use.refresh_from_db()
    return use
