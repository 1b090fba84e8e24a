"""Thanks go out once: by mail through the outbox, or on paper. Each is one committed step."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import services as jobs
from alumni_office.mail import services as mail
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from donations.models import Donor, Thanks, ThanksTemplate
from donations.queries.reaching import address_of
from donations.services.refusals import Refused, WrongState

from .words import words_for

JOB = "donations.thanks"
MANY = 5_000
LINK = "donor"  # the purpose of the links that open a donor's own window
Way = Thanks.Way


@transaction.atomic
def send(*, thanks_id: int, template: ThanksTemplate, by) -> Message:
    """Put the letter into the outbox; whoever was slower is refused, so that nobody is thanked twice. `by` is None
    where the letter goes out by itself: then what another is at work on is refused at once. Raises Refused."""
    thanks = _held(thanks_id, template, waits=by is not None)
    to = address_of(thanks.donor)
    if not to:
        raise Refused(_("There is no e-mail address of this donor: thank on paper."))
    words = words_for(thanks, template)
    with translation.override(words.language):
        text = "\n\n".join([words.text, _("Your gifts, receipts and what became of them:"), window_of(thanks.donor)])
    message = mail.queue(
        to=to, subject=" ".join(words.title.split()), text=text + "\n", purpose="donations.thanks",
        person_id=thanks.donor.alumnus_id, key=f"thanks:{thanks.pk}",
    )  # fmt: skip
    _end(thanks, template, Way.MAIL, by)
    return message


@transaction.atomic
def note_posted(*, thanks_ids: Sequence[int], template: ThanksTemplate, by) -> int:
    """They were printed and went by post. Returns how many of them were due until now."""
    done = 0
    for thanks_id in sorted(thanks_ids):
        try:
            thanks = _held(thanks_id, template)
        except WrongState:
            continue
        _end(thanks, template, Way.PAPER, by)
        done += 1
    return done


@transaction.atomic
def waive(*, thanks_id: int, reason: str, by) -> None:
    """Nobody is thanked for this. Raises WrongState."""
    ended = Thanks.objects.filter(pk=thanks_id, state=Thanks.State.DUE).update(
        state=Thanks.State.WAIVED, reason=reason, ended_at=timezone.now(), ended_by=by
    )
    if not ended:
        raise WrongState


def order_many(*, thanks_ids: Sequence[int], template: ThanksTemplate, by):
    """A job that thanks each of them by mail. Raises Refused."""
    if not thanks_ids:
        raise Refused(_("Nobody of these can be thanked by mail."))
    ids = sorted(thanks_ids)[:MANY]
    return jobs.start(kind=JOB, by=by, subject_id=template.pk, params={"thanks": ids}, total=len(ids))


def send_many(run: jobs.Run) -> None:
    """The work of the job. Killed and begun anew it goes on: who was thanked is due no more, and the key of the mail
    is that of the thanks."""
    job, counts = run.job, {"sent": 0, "rejected": 0}
    assert job.by
    assert job.subject_id
    template = ThanksTemplate.objects.get(pk=job.subject_id)
    for done, thanks_id in enumerate(job.params["thanks"], 1):
        if not job.by.may(Permission.GIFT_ENTER):
            raise jobs.Refused(_("Who started this may not send thanks any more."))
        if Message.objects.filter(key=f"thanks:{thanks_id}").exists():
            counts["sent"] += 1
        else:
            try:
                send(thanks_id=thanks_id, template=template, by=job.by)
                counts["sent"] += 1
            except Refused:
                counts["rejected"] += 1
        run.report(done=done, counts=counts)


def send_automatic(*, most: int = 200) -> list[Message]:
    """What is due and goes out by itself: to those with an address. Returns the mails that were queued."""
    found: list[Message] = []
    for template in ThanksTemplate.objects.filter(is_automatic=True, retired_at__isnull=True):
        rows = Thanks.objects.due().filter(credit__isnull=not template.is_for_credit).order_by("pk")
        for thanks in rows.select_related("donor__alumnus__user").iterator(chunk_size=500):
            if len(found) >= most:
                break
            if not address_of(thanks.donor):
                continue
            try:
                found.append(send(thanks_id=thanks.pk, template=template, by=None))
            except WrongState:  # somebody pressed the button meanwhile
                continue
    return found


def window_of(donor: Donor) -> str:
    """The address of the donor's own page: behind the sign-in of an alumnus who has an account, else a link of the
    donor's own."""
    if donor.alumnus_id and donor.alumnus and donor.alumnus.user_id and donor.alumnus.verified_at:
        return absolute(reverse("donations:mine"))
    return absolute(reverse("donations:donor-window", args=[tokens.make(LINK, donor.head_id)]))


def _held(thanks_id: int, template: ThanksTemplate, *, waits: bool = True) -> Thanks:
    """The row, locked. Raises WrongState, Refused."""
    rows = Thanks.objects.select_for_update(of=("self",), skip_locked=not waits).select_related(
        "gift__donor", "donor__alumnus__user", "credit"
    )
    thanks = rows.filter(pk=thanks_id, state=Thanks.State.DUE).first()
    if thanks is None:
        raise WrongState
    if template.retired_at or template.is_for_credit != bool(thanks.credit_id):
        raise Refused(_("This template is not for these thanks."), field="template")
    return thanks


def _end(thanks: Thanks, template: ThanksTemplate, way: str, by) -> None:
    Thanks.objects.filter(pk=thanks.pk).update(
        state=Thanks.State.SENT, way=way, template=template, ended_at=timezone.now(), ended_by=by
    )
