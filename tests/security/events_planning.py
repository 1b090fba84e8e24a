"""An event of each side's college, with everything in it, and one of its chapter."""

import uuid

from django.core.files.base import ContentFile

from alumni.models import Alumnus
from alumni_office.mail import tokens
from events.models import GatePass, Invite, Material
from events.services.speakers import link_of
from tests.factories import (
    make_event,
    make_event_session,
    make_place,
    make_question,
    make_registration,
    make_series,
    make_speaker,
    make_ticket,
    make_user,
)

from .words import PNG, canary, public


def add(world, side):
    """What stands on the public page is no secret; who speaks and has not agreed is, and so is who is registered."""
    keys = world.keys[side]
    person = Alumnus.objects.get(pk=keys["person"])
    series, place = make_series(public(side, "series")), make_place(public(side, "hall"))
    event = make_event(public(side, "event"), college_id=keys["college"], series=series, place=place)
    session = make_event_session(event)
    speaker = make_speaker(session, person, name=canary(side, "speaker"), topic=canary(side, "topic"))
    invite = Invite.objects.create(event=event, label=canary(side, "invite"), key=uuid.uuid4())
    material = Material(event=event, title=public(side, "paper"), is_public=True, key=uuid.uuid4())
    material.file.save("x.pdf", ContentFile(b"%PDF-1.4"))
    registered = make_registration(event, name=canary(side, "own"))
    picture = Material(event=event, title=public(side, "picture"), kind="photo", is_public=True, key=uuid.uuid4())
    picture.file.save("x.png", ContentFile(PNG))
    of_chapter = make_event(public(side, "meeting"), chapter_id=keys["chapter"], kind="chapter")
    make_registration(of_chapter, name=canary(side, "registered"), note=canary(side, "note"))
    asked = make_registration(of_chapter, name=canary(side, "asked"), state="asked")
    volunteer = make_user(None, name=canary(side, "volunteer"), is_staff=False)
    keys |= {
        "planned_event": event.pk, "event_series": series.pk, "event_place": place.pk, "event_session": session.pk,
        "event_ticket": make_ticket(event).pk, "event_question": make_question(event).pk, "event_invite": invite.pk,
        "event_material": material.pk, "event_photograph": picture.pk, "speaker": speaker.pk,
        "speaker_link": link_of(speaker), "chapter_event": of_chapter.pk,
        "part_kind": "tickets", "chapter_ticket": make_ticket(of_chapter).pk, "chapter_asked": asked.pk,
        "chapter_pass": GatePass.objects.create(user=volunteer, event=of_chapter, day=of_chapter.today()).pk,
        "event_reg": tokens.make("registration", registered.pk),
    }  # fmt: skip
