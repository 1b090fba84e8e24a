"""Thanks: due by rule, in the office's words, sent once."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alumni_office.accounts.roles import Role
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from donations.models import SoftCredit, Thanks
from donations.queries import thanks as queries
from donations.queries.reaching import address_of
from donations.services import naming
from donations.services import thanks as services
from donations.services.erasing import forget_donors
from donations.services.refusals import Refused
from donations.services.thanks.words import fill, unknown_fields
from donations.tasks.receipts import sweep_thanks
from tests.factories import make_alumnus, make_contact, make_user
from tests.giving import make_donor, make_fund, make_gift, make_organisation, make_refund
from tests.giving_receipts import make_naming_right, make_template, make_thanks, text_of_pdf
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def test_thanks_fall_due_once_for_each_posted_gift():
    donor = make_donor(name="赵先生")
    gift = make_gift(donor)
    make_gift(donor, posted=False)
    make_gift(donor, received_on=timezone.localdate() - timedelta(days=400))
    assert (services.fall_due(), services.fall_due()) == (1, 0)
    row = Thanks.objects.get()
    assert (row.gift, row.donor, row.state) == (gift, donor, "due")


def test_those_who_are_credited_are_thanked_too_where_it_fits():
    company, boss, helper = make_donor(make_organisation()), make_donor(name="王总"), make_donor(name="李")
    gift = make_gift(company)
    for donor, kind in ((boss, "runs"), (helper, "solicited")):
        SoftCredit.objects.create(gift=gift, donor=donor, kind=kind, amount_cny=100)
    assert services.fall_due() == 2
    assert set(Thanks.objects.values_list("donor", "credit__kind")) == {(company.pk, None), (boss.pk, "runs")}


def test_what_went_back_and_who_was_erased_is_thanked_no_more():
    gone, erased = make_gift(make_donor(name="赵先生")), make_gift(make_donor(name="钱先生"))
    services.fall_due()
    make_refund(gone)
    forget_donors([erased.donor_id])
    services.fall_due()
    assert list(Thanks.objects.order_by("pk").values_list("state", flat=True)) == ["waived", "waived"]


@pytest.mark.parametrize(
    ("language", "subject", "piece"),
    [
        ("zh-hans", "致王伟的感谢信", "捐赠¥100.00，用于齐鲁奖学金"),
        ("en", "Thank you, 王伟", "Thank you for ¥100.00 on"),
    ],
)
def test_a_letter_goes_out_in_the_donors_language(language, subject, piece):
    row = make_thanks(name="王伟", email="w@example.com", language=language)
    message = services.send(thanks_id=row.pk, template=make_template(), by=make_user(Role.STAFF))
    assert (message.to, message.subject, piece in message.text) == ("w@example.com", subject, True)
    assert f"/giving/mine/{tokens.make('donor', row.donor_id)}/" in message.text
    row.refresh_from_db()
    assert (row.state, row.way, row.template.name) == ("sent", "mail", "感谢信")


def test_nobody_is_thanked_twice():
    row, template, by = make_thanks(email="w@example.com"), make_template(), make_user(Role.STAFF)
    services.send(thanks_id=row.pk, template=template, by=by)
    with pytest.raises(Refused):
        services.send(thanks_id=row.pk, template=template, by=by)
    with pytest.raises(Refused):
        services.waive(thanks_id=row.pk, reason="x", by=by)
    assert services.note_posted(thanks_ids=[row.pk], template=template, by=by) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.update(state="due", way="", ended_at=None, template=None)
    assert Message.objects.filter(purpose="donations.thanks").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_send_at_once_one_does():
    row, template, by = make_thanks(email="w@example.com"), make_template(), make_user(Role.STAFF)
    send = partial(services.send, thanks_id=row.pk, template=template, by=by)
    assert sum(isinstance(end, Refused) for end in at_once(*[send] * 8, expected=Refused)) == 7
    assert Message.objects.filter(purpose="donations.thanks").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dies_at", [1, 3, 5])
def test_a_worker_that_is_killed_loses_and_repeats_nothing(monkeypatch, dies_at):
    rows = [make_thanks(name=f"赵{n}", email=f"z{n}@example.com") for n in range(5)]
    by = make_user(Role.STAFF)
    job = services.order_many(thanks_ids=[row.pk for row in rows], template=make_template(), by=by)
    whole = jobs.Run.report

    def dies(run, *, done=None, **more):
        if done == dies_at:
            raise KeyboardInterrupt
        whole(run, done=done, **more)

    monkeypatch.setattr(jobs.Run, "report", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job_id=job.pk)
    monkeypatch.setattr(jobs.Run, "report", whole)
    Job.objects.filter(pk=job.pk).update(lease_until="2020-01-01T00:00:00Z")
    assert jobs.sweep() == [job.pk]
    jobs.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.counts) == ("done", {"sent": 5, "rejected": 0})
    mails = Message.objects.filter(purpose="donations.thanks").values_list("to", flat=True)
    assert sorted(mails) == [f"z{n}@example.com" for n in range(5)]
    assert set(Thanks.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db(transaction=True)
def test_who_may_not_send_any_more_ends_the_job():
    row, by = make_thanks(email="w@example.com"), make_user(Role.STAFF)
    job = services.order_many(thanks_ids=[row.pk], template=make_template(), by=by)
    by.grants.update(starts_on="2020-01-01", ends_on="2020-12-31")
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, Thanks.objects.get().state) == ("failed", "due")


def test_one_template_goes_out_by_itself_to_those_with_an_address(mailoutbox):
    first = make_template("甲", is_automatic=True)
    second = make_template("乙", is_automatic=True)
    first.refresh_from_db()
    assert (first.is_automatic, second.is_automatic) == (False, True)
    reached, silent = make_gift(make_donor(email="a@example.com")), make_gift(make_donor(name="无"))
    sweep_thanks()
    sweep_thanks()
    assert dict(Thanks.objects.values_list("gift", "state")) == {reached.pk: "sent", silent.pk: "due"}
    assert [mail.to for mail in mailoutbox] == [["a@example.com"]]


def test_on_paper_those_whom_only_the_post_reaches():
    by_post = make_thanks(name="赵先生", address="济南市山大南路27号", language="zh-hans")
    make_thanks(name="钱先生", email="q@example.com", address="北京")
    nobody = make_thanks(name="孙先生")
    staff = make_user(Role.STAFF)
    due = queries.due(staff)
    assert list(queries.reached_by(due, "post")) == [by_post]
    assert list(queries.reached_by(due, "none")) == [nobody]
    letter = text_of_pdf(services.printed(thanks=[by_post], template=make_template()))
    label = text_of_pdf(services.labels(thanks=[by_post, nobody]))
    assert ("尊敬的赵先生" in letter, "济南市山大南路27号" in label, "孙先生" in label) == (True, True, False)
    assert services.note_posted(thanks_ids=[by_post.pk], template=make_template("纸"), by=staff) == 1
    by_post.refresh_from_db()
    assert (by_post.state, by_post.way) == ("sent", "paper")


def test_a_certificate_bears_name_and_words():
    row = make_thanks(name="赵先生")
    template = make_template("证书", kind="certificate", title="捐赠证书", text="感谢{name}捐赠{amount}。")
    text = text_of_pdf(services.printed(thanks=[row], template=template))
    assert ("捐赠证书" in text, "感谢赵先生捐赠¥100.00。" in text) == (True, True)
    with pytest.raises(Refused, match="Only letters"):
        make_template("自动证书", kind="certificate", is_automatic=True)


def test_who_is_reached_by_mail_is_the_same_for_one_and_for_all():
    dead = make_alumnus("亡者", life="deceased")
    bad, good = make_alumnus("王伟"), make_alumnus("李娜")
    make_contact(bad, kind="email", value="bad@example.com", state="bad")
    make_contact(good, kind="email", value="good@example.com")
    signed = make_alumnus("张三", user=make_user(None, is_staff=False))
    donors = [
        make_donor(dead, email="d@example.com"), make_donor(bad), make_donor(good), make_donor(signed),
        make_donor(name="外人", email="x@example.com"), make_donor(name="无"),
    ]  # fmt: skip
    for donor in donors:
        make_gift(donor)
    services.fall_due()
    staff = make_user(Role.STAFF)
    found = set(queries.reached_by(queries.due(staff), "mail").values_list("donor", flat=True))
    assert found == {donor.pk for donor in donors if address_of(donor)}
    assert [bool(address_of(donor)) for donor in donors] == [False, False, True, True, True, False]


@given(st.text(), st.text())
def test_what_is_filled_in_is_never_filled_again(name, fund):
    """A name such as "{amount}" or "{% if %}" is that name."""
    assert fill("{name}：{funds}", {"name": name, "funds": fund}) == f"{name}：{fund}"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("{name}", []), ("{secret}", ["secret"]), ("{{ name }}", [" name ", "{", "}"]), ("{% now %}", ["% now %"]),
     ("{name", ["{"]), ("{name.__class__}", ["name.__class__"])],
)  # fmt: skip
def test_a_template_knows_a_closed_list_of_words(text, unknown):
    assert unknown_fields(text) == unknown


def test_who_gave_without_a_name_is_not_named_to_those_who_are_credited():
    gift = make_gift(make_donor(name="隐名人"), is_anonymous=True)
    boss = make_donor(name="王总", email="b@example.com")
    SoftCredit.objects.create(gift=gift, donor=boss, kind="runs", amount_cny=100)
    services.fall_due()
    row = Thanks.objects.get(donor=boss)
    template = make_template("致谢", is_for_credit=True, text="{name}，{giver}", text_en="{name}, {giver}")
    assert "隐名人" not in services.send(thanks_id=row.pk, template=template, by=make_user(Role.STAFF)).text


def test_the_steward_is_reminded_of_an_end_once():
    today = timezone.localdate()
    steward = make_user(Role.STAFF, email="s@example.com")
    fund = make_fund()
    soon = make_naming_right(gift=make_gift(fund=fund), ends_on=today + timedelta(days=60), steward=steward)
    make_naming_right(gift=make_gift(make_donor(name="远")), ends_on=today + timedelta(days=400), steward=steward)
    make_naming_right(gift=make_gift(make_donor(name="无")), steward=steward)
    assert [message.to for message in naming.remind()] == ["s@example.com"]
    assert naming.remind() == []
    naming.save_right(right=soon, donor=soon.donor, by=steward, ends_on=today + timedelta(days=80))
    assert len(naming.remind()) == 1


@pytest.mark.django_db(transaction=True)
def test_the_sweep_passes_over_what_somebody_is_at_work_on_and_takes_it_the_next_time():
    make_template(is_automatic=True)
    held, free = (make_thanks(name=name, email=f"{name}@example.com") for name in ("held", "free"))

    def sweep():
        return [message.to for message in services.send_automatic()]

    with transaction.atomic():
        Thanks.objects.select_for_update().get(pk=held.pk)
        [sent] = at_once(sweep)
    assert (sent, sweep()) == (["free@example.com"], ["held@example.com"])
    assert list(Thanks.objects.filter(pk__in=[held.pk, free.pk]).values_list("state", flat=True)) == ["sent"] * 2
