"""Messages between alumni. Neither learns the other's address; each may refuse the other."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from alumni.emails import messages as emails
from alumni.models import Alumnus, MessageRefusal, PersonalMessage
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message

A_DAY = 10  # messages from one person to all others in 24 hours
UNANSWERED = 2  # to one person who has not written back since


class NotTaken(Exception):
    """The recipient does not take messages, from anyone or from this sender: the sender is not told which."""


class TooMany(Exception):
    """The sender has written enough for today, or enough to this person without an answer."""


def send_message(
    *, sender: Alumnus, recipient_id: int, subject: str, text: str, key: UUID, by
) -> tuple[PersonalMessage, Message | None]:
    """Pass one message on; return it with the mail to wake a worker for. The same `key` again returns the first.

    Raises Alumnus.DoesNotExist for someone who is not open to the sender and did not write to them, NotTaken and
    TooMany.
    """
    with transaction.atomic():
        # Both rows in one order: two people who write to each other at once do not wait for each other.
        locked = Alumnus.objects.select_for_update(of=("self",)).filter(pk__in=[sender.pk, recipient_id]).order_by("pk")
        people = {person.pk: person for person in locked}
        if earlier := PersonalMessage.objects.filter(key=key, sender=sender).first():
            return earlier, None
        recipient = reachable(sender).select_related("profile", "user").get(pk=recipient_id)
        assert sender.pk in people
        _insist_on_taken(sender, recipient)
        _insist_on_measure(sender, recipient)
        message = PersonalMessage.objects.create(
            sender=sender, recipient=recipient, subject=subject, text=text, key=key
        )
        assert recipient.user is not None
        with translation.override(recipient.user.language or settings.LANGUAGE_CODE):
            letter = emails.personal_message(message)
        queued = mail.queue(
            to=recipient.user.email, purpose="alumni.personal_message", person_id=recipient.pk, **letter
        )
    return message, queued


def reachable(sender: Alumnus):
    """Those to whom `sender` may write: who opened themselves to the sender, and who wrote to the sender."""
    opened = Alumnus.objects.opened_to(sender).values("pk")
    wrote = PersonalMessage.objects.filter(recipient=sender).values("sender")
    people = Alumnus.objects.present().filter(user__isnull=False, user__is_active=True, restricted_at__isnull=True)
    people = people.exclude(life=Alumnus.Life.DECEASED)
    return people.filter(pk__in=opened) | people.filter(pk__in=wrote)


def _insist_on_taken(sender: Alumnus, recipient: Alumnus) -> None:
    answers = PersonalMessage.objects.filter(sender=recipient, recipient=sender).exists()
    profile = getattr(recipient, "profile", None)
    takes = answers or (profile is not None and profile.takes_messages)
    if not takes or MessageRefusal.objects.filter(alumnus=recipient, refused=sender).exists():
        raise NotTaken


def _insist_on_measure(sender: Alumnus, recipient: Alumnus) -> None:
    sent = PersonalMessage.objects.filter(sender=sender)
    if sent.filter(sent_at__gt=timezone.now() - timedelta(days=1)).count() >= A_DAY:
        raise TooMany
    to_them = sent.filter(recipient=recipient)
    answer = PersonalMessage.objects.filter(sender=recipient, recipient=sender).order_by("-sent_at").first()
    since = to_them.filter(sent_at__gt=answer.sent_at) if answer else to_them
    if since.count() >= UNANSWERED:
        raise TooMany


def refuse_sender(*, alumnus: Alumnus, refused_id: int) -> bool:
    """Take no more messages from someone who wrote; return whether this call said so."""
    if not PersonalMessage.objects.filter(recipient=alumnus, sender=refused_id).exists():
        raise PersonalMessage.DoesNotExist
    return MessageRefusal.objects.get_or_create(alumnus=alumnus, refused_id=refused_id)[1]


def accept_sender(*, alumnus: Alumnus, refused_id: int) -> bool:
    return bool(MessageRefusal.objects.filter(alumnus=alumnus, refused=refused_id).delete()[0])


def report_message(*, alumnus: Alumnus, message_id: int) -> bool:
    """Show a message that one got to the office; return whether this call did."""
    mine = PersonalMessage.objects.filter(pk=message_id, recipient=alumnus)
    if not mine.exists():
        raise PersonalMessage.DoesNotExist
    return bool(mine.filter(reported_at__isnull=True).update(reported_at=timezone.now()))


@transaction.atomic
def read_reported(*, message_id: int, by) -> PersonalMessage:
    """Return a reported message for the office to read; the reading is logged."""
    message = PersonalMessage.objects.select_related("sender", "recipient").get(
        pk=message_id, reported_at__isnull=False
    )
    record_access(
        action=AccessRecord.Action.VIEW, target=PersonalMessage._meta.label_lower, target_id=message.pk, by=by
    )
    return message


def handle_reported(*, message_id: int) -> bool:
    """Take a reported message from the list of those that wait; return whether this call did."""
    waiting = PersonalMessage.objects.filter(pk=message_id, reported_at__isnull=False, handled_at__isnull=True)
    return bool(waiting.update(handled_at=timezone.now()))
