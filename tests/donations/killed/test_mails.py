"""Workers that thank and remind are killed by the system, between the books, the outbox and the mail server: counted at
the mail server, nobody hears twice, and who did not hear is in doubt, shown, and not written to again."""

import pytest
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message
from donations.models import Instalment, Thanks
from donations.services import thanks
from tests.factories import make_user
from tests.giving import make_donor, make_fund, make_gift
from tests.giving_money import days, promise
from tests.giving_receipts import make_template
from tests.publications.sink import Sink

from .crew import KILLS, Worker, kill_often

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY = 40


@pytest.fixture
def sink():
    made = Sink()
    yield made
    made.close()


def insist_once(sink, number):
    """Each of them has one mail; at the server none arrived twice; what did not arrive is in doubt."""
    said = dict(Message.objects.values_list("message_id", "state"))
    arrived = [message_id for _to, message_id, _mail in sink.stored]
    doubtful = {message_id for message_id, state in said.items() if state == Message.State.IN_DOUBT}
    sent = {message_id for message_id, state in said.items() if state == Message.State.SENT}
    assert len(said) == number
    assert sorted(arrived) == sorted(set(arrived))
    assert sent | doubtful == set(said)
    assert sent <= set(arrived) <= sent | doubtful
    assert len(doubtful) <= KILLS


def give(number):
    fund, by, checker = make_fund(), make_user(Role.FINANCE), make_user(Role.FINANCE)
    for each in range(number):
        make_gift(make_donor(name=f"赠与人{each}", email=f"d{each}@example.com"), "10.00", fund, by=by, checker=checker)


def test_a_job_of_thanks_thanks_each_donor_once(zygotes, sink):
    give(MANY)
    thanks.fall_due()
    ids = list(Thanks.objects.values_list("pk", flat=True))
    job = thanks.order_many(thanks_ids=ids, template=make_template(), by=make_user(Role.FINANCE))

    crew = [Worker(zygotes[0], "job_and_mail", port=sink.port, job_id=job.pk)]
    killed = kill_often(crew, progress=lambda: Message.objects.count() + len(sink.stored), total=2 * MANY)

    assert killed >= KILLS // 2
    assert set(Thanks.objects.values_list("state", "way")) == {("sent", "mail")}
    assert (Job.objects.get().state, Job.objects.get().counts) == ("done", {"sent": MANY, "rejected": 0})
    insist_once(sink, MANY)


def test_two_sweeps_that_thank_by_themselves_thank_each_donor_once(zygotes, sink):
    make_template(is_automatic=True)
    give(MANY)

    crew = [Worker(zygote, "thank", port=sink.port) for zygote in zygotes]
    killed = kill_often(crew, progress=lambda: Message.objects.count() + len(sink.stored), total=2 * MANY)

    assert killed >= KILLS // 2
    assert list(Thanks.objects.values_list("state", flat=True)) == ["sent"] * MANY
    insist_once(sink, MANY)


def test_each_instalment_is_reminded_of_once(zygotes, sink):
    fund, by = make_fund(), make_user(Role.STAFF)
    for each in range(MANY):
        donor = make_donor(name=f"认捐人{each}", email=f"p{each}@example.com")
        promise(donor, "300.00", number=3, first_on=days(5), fund=fund, by=by, pledged_on=timezone.localdate())

    crew = [Worker(zygote, "remind", port=sink.port) for zygote in zygotes]
    killed = kill_often(crew, progress=lambda: Message.objects.count() + len(sink.stored), total=2 * MANY)

    assert killed >= KILLS // 2
    said = Instalment.objects.order_by("due_on")
    assert sorted(said.values_list("reminders", flat=True)) == [0] * 2 * MANY + [1] * MANY
    assert set(said.filter(reminders=1).values_list("due_on", flat=True)) == {days(5)}
    insist_once(sink, MANY)
