"""What the workers do that are killed: each what a job or a sweep of the site does, in small steps."""

from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from alumni_office.accounts.models import User
from alumni_office.jobs import services as jobs
from alumni_office.mail import services as mail
from donations.models import Donor, NumberRange, Receipt
from donations.services import closing, pledges, receipts, thanks
from donations.services.bank import importing
from donations.services.pledges import reminding

importing.BATCH = reminding.BATCH = 4


def job(job_id):
    jobs.run(job_id=job_id)


def job_and_mail(job_id):
    jobs.run(job_id=job_id)
    deliver()


def deliver():
    for message_id in mail.sweep():
        mail.deliver(message_id=message_id)


def year_of_each(donors, year, range_id, by):
    """The combined receipt of the year for each donor, with the key that its form had."""
    numbers = NumberRange.objects.select_related("issuer").get(pk=range_id)
    for donor in Donor.objects.filter(pk__in=donors).order_by("pk"):
        receipts.issue_year(
            key=uuid5(NAMESPACE_URL, f"{donor.pk}/{year}"), donor=donor, year=year, range=numbers,
            by=User.objects.get(pk=by),
        )  # fmt: skip


def papers(folder):
    for receipt in Receipt.objects.select_related("range").order_by("pk"):
        path = Path(folder) / f"{receipt.shown_number}.pdf"
        if not path.exists():
            drawn = path.with_suffix(".new")
            drawn.write_bytes(receipts.paper(receipt=receipt))
            drawn.rename(path)


def thank(**given):
    thanks.fall_due()
    thanks.send_automatic()
    deliver()


def remind():
    while pledges.remind():
        pass
    deliver()


def close():
    closing.close_and_check()


WORKS = {
    each.__name__: each for each in (job, job_and_mail, year_of_each, papers, thank, remind, close)
}  # fmt: skip
