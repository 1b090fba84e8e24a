"""Who speaks. Guests are named by the host; alumni are named in public once they said so by their link."""

from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, language_of
from alumni.models import Alumnus
from alumni.queries.reached import address_of
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import services as mail
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from alumni_office.saving.once import make_once
from alumni_office.saving.refusals import NameTaken, Refused
from alumni_office.saving.versions import save_version
from events.emails import speakers as emails
from events.models import Session, Speaker

from .writing import hold_plan

PURPOSE = "speaker"
SAID = ["name", "name_en", "role", "role_en", "topic", "topic_en"]  # what a person agrees to
Answer = Speaker.Answer


@transaction.atomic
def add_speaker(*, session: Session, alumnus: Alumnus | None, key: UUID, by, **fields) -> Speaker:
    """The same `key` again is the first. Raises Refused, also when the person speaks there already."""
    hold_plan(session.event_id)
    with pghistory.context(user=by.pk):
        try:
            of = {"session_id": session.pk, "alumnus_id": alumnus and alumnus.pk}
            return make_once(Speaker, key=key, of=of, fields=fields)
        except IntegrityError as error:
            raise NameTaken(_("This person speaks there already.")) from error


@transaction.atomic
def save_speaker(*, speaker: Speaker, version: int, by, **fields) -> None:
    """Words that the person did not read are not agreed to: then the answer begins anew. Raises ChangedMeanwhile."""
    with pghistory.context(user=by.pk):
        is_other = any(getattr(speaker, name) != fields[name] for name in SAID)
        save_version(speaker, version=version, values=fields)
        if is_other and speaker.alumnus_id:
            Speaker.objects.filter(pk=speaker.pk).update(answer=Answer.NOT_ASKED, answered_at=None)


@transaction.atomic
def remove_speaker(*, speaker: Speaker, by) -> None:
    with pghistory.context(user=by.pk):
        Speaker.objects.filter(pk=speaker.pk).delete()


@transaction.atomic
def ask_speaker(*, speaker: Speaker, by) -> Message:
    """Send the link by which the person says whether the name may stand on the page, once a day; an answer that was
    given stands.

    Raises Refused: also for guests, whom the host names, and for people who must not be written to.
    """
    event = hold_plan(speaker.session.event_id)
    if speaker.alumnus_id is None:
        raise Refused(_("Guests are not asked by this system."))
    people = Alumnus.objects.present().usable().exclude(life=Alumnus.Life.DECEASED).select_related("user")
    alumnus = people.filter(pk=speaker.alumnus_id).first()
    to = address_of(alumnus) if alumnus else ""
    if alumnus is None or not to:
        raise Refused(_("There is no e-mail address of this person that may be used. Ask in another way."))
    with pghistory.context(user=by.pk):
        Speaker.objects.filter(pk=speaker.pk, answer=Answer.NOT_ASKED).update(answer=Answer.ASKED)
    record_access(
        action=AccessRecord.Action.SEND, target=Alumnus._meta.label_lower, target_id=alumnus.pk, by=by,
        reason="speaks at an event", criteria={"event": event.pk},
    )  # fmt: skip
    subject, text = emails.speaker_asked(
        name=alumnus.name, event=event, url=absolute(reverse("events:speaker", args=[link_of(speaker)])),
        language=language_of(alumnus.user),
    )  # fmt: skip
    return mail.queue(
        to=to, subject=subject, text=text, purpose="events.speaker", person_id=alumnus.pk,
        key=_once_a_day(speaker, to),
    )  # fmt: skip


def _once_a_day(speaker: Speaker, to: str) -> str:
    """By which a second click sends nothing; other words, and another address, are asked about at once."""
    address = salted_hmac(PURPOSE, to).hexdigest()[:16]
    return f"speaker-asked:{speaker.pk}:{speaker.version}:{timezone.localdate()}:{address}"


def link_of(speaker: Speaker) -> str:
    return tokens.make(PURPOSE, speaker.pk)


def speaker_by_link(token: str) -> Speaker | None:
    pk = tokens.read(PURPOSE, token)
    rows = Speaker.objects.filter(alumnus__isnull=False).select_related("session__event", "alumnus")
    return rows.filter(pk=pk).first() if pk else None


@transaction.atomic
def answer(*, speaker: Speaker, agrees: bool, version: int) -> bool:
    """Write down the person's word on what stands there as `version`; return whether it is that which was read. No is
    always taken."""
    fresh = Speaker.objects.select_for_update().get(pk=speaker.pk)
    if agrees and fresh.version != version:
        return False
    said = Answer.AGREED if agrees else Answer.DECLINED
    Speaker.objects.filter(pk=speaker.pk).update(answer=said, answered_at=timezone.now())
    return True
