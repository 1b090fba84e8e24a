"""What a person wants to get: a periodical by a channel, paused until a day or ended, and how often a letter at most.

Whoever changes it holds the person's row, so that a letter that is begun at that moment sees one or the other."""

from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus, Consent, ContactPoint, Source
from alumni.wordings import wording
from publications.models import LetterLimit, Periodical, Subscription

PURPOSE = Consent.Purpose.CONTACT


class NotThatDay(Exception):
    """A pause ends on a day that is over, or more than two years away; the message is a sentence."""


def subscribe(*, person_id: int, periodical: Periodical, channel: str, by=None) -> Subscription:
    """Begin a periodical, again after an end or a pause; the words that stood beside the button are agreed to anew."""
    said = wording(PURPOSE, channel)
    if said is None:
        raise ValueError(f"nobody asks for {PURPOSE} by {channel}")
    with transaction.atomic():
        person = Alumnus.objects.select_for_update().get(pk=person_id)
        row = Subscription.objects.filter(alumnus=person, periodical=periodical, channel=channel).first()
        if row and row.ended_at is None and not row.is_paused:
            return row  # a second click says nothing new
        Consent.objects.create(
            alumnus=person, purpose=PURPOSE, channel=channel, given=True, wording=str(said.text),
            source=Source.ALUMNUS, by=by,
        )  # fmt: skip
        return Subscription.objects.update_or_create(
            alumnus=person, periodical=periodical, channel=channel,
            defaults={"ended_at": None, "paused_until": None, "since": Now(), "source": Source.ALUMNUS},
        )[0]  # fmt: skip


def pause(*, person_id: int, periodical: Periodical, channel: str, until: date, by=None) -> None:
    """Send nothing of a periodical before the day `until`. Raises NotThatDay."""
    today = timezone.localdate()
    if not today < until <= today.replace(year=today.year + 2, day=min(today.day, 28)):
        raise NotThatDay(_("Choose a day from tomorrow on, within two years."))
    with transaction.atomic():
        Alumnus.objects.select_for_update().get(pk=person_id)
        rows = Subscription.objects.filter(alumnus=person_id, periodical=periodical, channel=channel)
        rows.filter(ended_at__isnull=True).update(paused_until=until)


def end(*, person_id: int, periodical: Periodical, channel: str, by=None) -> bool:
    """Send nothing of a periodical any more, whatever other circle the person is in. Twice is once; returns whether
    this call changed something."""
    with transaction.atomic():
        Alumnus.objects.select_for_update().get(pk=person_id)
        return _end(person_id, periodical, channel)


def end_at_address(*, address: str, person_id: int, periodical: Periodical) -> bool:
    """As `end` by e-mail, for everyone on record at this address: the click came from whoever reads it."""
    with transaction.atomic():
        at_address = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value=address)
        people = {person_id, *at_address.values_list("alumnus", flat=True)}
        held = Alumnus.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk", flat=True)
        ended = [_end(each, periodical, Subscription.Channel.EMAIL) for each in held]
        return any(ended)


def _end(person_id: int, periodical: Periodical, channel: str) -> bool:
    row, _made = Subscription.objects.get_or_create(alumnus_id=person_id, periodical=periodical, channel=channel)
    return bool(Subscription.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=Now(), paused_until=None))


def limit_letters(*, person_id: int, days: int, by=None) -> None:
    """Keep how often letters to many may come; 0 days for no limit."""
    with transaction.atomic():
        Alumnus.objects.select_for_update().get(pk=person_id)
        if days:
            LetterLimit.objects.update_or_create(alumnus_id=person_id, defaults={"days": days, "said_at": Now()})
        else:
            LetterLimit.objects.filter(alumnus=person_id).delete()
