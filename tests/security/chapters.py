"""A chapter on each side, with members of every kind, and who leads it today, once did, and will."""

import uuid
from datetime import timedelta

from django.utils import timezone

from alumni.models import Alumnus, Card
from alumni_office.mail.tokens import hash_of
from chapters.models import Invitation, Notice, Piece
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_contact,
    make_employment,
    make_member,
    make_membership,
    make_office,
)

from .words import canary, phone

PLACES = {"ours": ("上海校友会", "31"), "theirs": ("北京校友会", "11")}
LEADERS = {"ours": "chapter officer", "theirs": "other chapter officer"}
ALL = list(Piece.values)
# Of each side: who is on the list of members, or is not, and why.
SEEN, UNSEEN = "友会员", {"默": "silent", "限": "restricted", "档": "archived", "并": "merged", "离": "left"}


def add(world, side):
    """The alumnus of the side is a member who opened the studies only; an officer sees two more."""
    keys = world.keys[side]
    name, province = PLACES[side]
    chapter = make_chapter(name, province=province, admission="automatic")
    person = Alumnus.objects.get(pk=keys["person"])
    secret = canary(side, "invitation")
    keys |= {
        "chapter": chapter.pk,
        "membership": make_membership(chapter, person, opened=["studies"], statement=canary(side, "statement")).pk,
        "asking": make_membership(chapter, _with_contacts("求", side), state="applied", joined_on=None).pk,
        "silent": make_membership(chapter, _with_contacts("默", side), opened=ALL, agreed=False).pk,
        "notice": Notice.objects.create(
            chapter=chapter, audience="members", title=canary(side, "notice"), text=canary(side, "notice text"),
            key=uuid.uuid4(),
        ).pk,
        "invite": secret,
    }  # fmt: skip
    Invitation.objects.create(chapter=chapter, alumnus_id=keys["lost"], token_hash=hash_of(secret))
    _out_of_sight(chapter, side)
    _leaders(world, side, chapter)


def _with_contacts(sign, side) -> Alumnus:
    """Somebody whose every piece is a word of its own: canary-ours-默-mail and so on."""
    person = make_alumnus(canary(side, f"{sign}-name"), verified_at=timezone.now())
    make_contact(person, value=f"{phone(side)[:-2]}{ord(sign) % 90 + 10}")
    make_contact(person, kind="email", value=canary(side, f"{ord(sign)}-mail@example.com"))
    make_contact(person, kind="address", value=canary(side, f"{sign}-address"))
    make_employment(person, canary(side, f"{sign}-employer"))
    return person


def _out_of_sight(chapter, side):
    """Members who opened everything and agreed, and whom nobody sees all the same."""
    now = timezone.now()
    states = {"限": {"restricted_at": now}, "档": {"archived_at": now}}
    for sign, values in states.items():
        person = _with_contacts(sign, side)
        make_membership(chapter, person, opened=ALL)
        Alumnus.objects.filter(pk=person.pk).update(**values)
    merged = _with_contacts("并", side)
    make_membership(chapter, merged, opened=ALL)
    Alumnus.objects.filter(pk=merged.pk).update(merged_into=make_alumnus("张三"))
    left = _with_contacts("离", side)
    make_membership(chapter, left, opened=ALL, state="left", ended_on=timezone.localdate())


def _alumnus(name) -> Alumnus:
    person = make_member(name, listed="nobody")
    Card.objects.create(alumnus=person, number=f"7{person.pk}", token=f"card-of-{person.pk}")
    return person


def _leaders(world, side, chapter):
    today = timezone.localdate()
    leader = _alumnus(canary(side, "leader"))
    make_office(chapter, leader, today - timedelta(days=100), today + timedelta(days=100))
    world.users[LEADERS[side]] = leader.user
    if side == "ours":
        past, future = _alumnus("前会长"), _alumnus("候会长")
        make_office(chapter, past, today - timedelta(days=300), today - timedelta(days=101))
        make_office(chapter, future, today + timedelta(days=101), today + timedelta(days=300))
        world.users |= {"past chapter officer": past.user, "future chapter officer": future.user}
