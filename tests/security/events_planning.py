"""An event of each side's college, with everything in it, and one of its chapter."""

import uuid

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.mail import tokens
from events.models import GateEntry, GatePass, Invite, Material
from events.services.speakers import link_of
from tests.factories import (
    make_check_list,
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
    comes = make_registration(of_chapter, name=canary(side, "registered"), note=canary(side, "note"))
    asked = make_registration(of_chapter, name=canary(side, "asked"), state="asked")
    volunteer = make_user(None, name=canary(side, "volunteer"), is_staff=False)
    keys |= {
        "planned_event": event.pk, "event_series": series.pk, "event_place": place.pk, "event_session": session.pk,
        "event_ticket": make_ticket(event).pk, "event_question": make_question(event).pk, "event_invite": invite.pk,
        "event_material": material.pk, "event_photograph": picture.pk, "speaker": speaker.pk,
        "speaker_link": link_of(speaker), "chapter_event": of_chapter.pk,
        "part_kind": "tickets", "chapter_ticket": make_ticket(of_chapter).pk, "chapter_asked": asked.pk,
        "chapter_pass": GatePass.objects.create(user=volunteer, event=of_chapter, day=of_chapter.today()).pk,
        "chapter_registered": comes.pk, "event_reg": tokens.make("registration", registered.pk),
    }  # fmt: skip
    _run_by_chapter(keys, side, of_chapter, comes)


def _run_by_chapter(keys, side, event, registration):
    """What its officers prepare: the gate, a part with a speaker, a link, a file."""
    gate, part = make_check_list(event), make_event_session(event, public(side, "talk"))
    entry = GateEntry.objects.create(
        event=event, list=gate, kind="in", registration=registration, at=timezone.now(), reason="late", key=uuid.uuid4()
    )
    invite = Invite.objects.create(event=event, label=canary(side, "circle"), key=uuid.uuid4())
    minutes = Material(event=event, title=canary(side, "minutes"), key=uuid.uuid4())
    minutes.file.save("x.pdf", ContentFile(b"%PDF-1.4"))
    keys |= {
        "chapter_list": gate.pk, "chapter_entry": entry.pk, "chapter_paper": "badges", "chapter_part": part.pk,
        "chapter_speaker": make_speaker(part, name=public(side, "guest")).pk, "chapter_invite": invite.pk,
        "chapter_minutes": minutes.pk,
    }  # fmt: skip
