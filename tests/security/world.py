"""Two colleges, with a person, an applicant, an officer and a row of every kind in each; and everyone who may ask.

`ours` belongs to the alumnus and the officer of 数学学院, `theirs` to the other alumnus and the officer of 法学院.
Every text that says something of a person is a word of its own side that stands nowhere else.
"""

import time
import uuid
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as OF_USER
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from alumni import models
from alumni.queries.claims import Said
from alumni.queries.search.measure import settle
from alumni.services import exports, merging
from alumni.views.claims import SAID
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message
from alumni_office.mail.tokens import hash_of
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_employment,
    make_user,
)

from . import (
    chapters,
    chapters_at_work,
    events_consultations,
    events_effect,
    events_gate,
    events_interviews,
    events_leaving,
    events_planning,
    events_programmes,
    events_registering,
    events_reunions,
    publications,
)
from .words import NAMES, PNG, SIDES, canary, phone

COLLEGES = {"ours": "数学学院", "theirs": "法学院"}
ROLES = {
    "staff": Role.STAFF,
    "finance": Role.FINANCE,
    "editor": Role.EDITOR,
    "volunteers": Role.VOLUNTEER_COORDINATOR,
    "auditor": Role.AUDITOR,
    "head": Role.HEAD,
}


@dataclass
class World:
    users: dict[str, User] = field(default_factory=dict)
    media: Path | None = None
    # {side: {kind of object: key}}; a kind is what stands in the second column of the table.
    keys: dict[str, dict] = field(default_factory=lambda: {side: {} for side in SIDES})

    def client(self, who: str, **options) -> Client:
        """A browser of this principal, just signed in."""
        client = Client(raise_request_exception=False, **options)
        if who != "anonymous":
            client.force_login(self.users[who], backend="alumni_office.accounts.backends.AuthenticationBackend")
            session = client.session
            session[OF_USER] = str(self.users[who].pk)
            session[METHODS] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
            if not models.Alumnus.objects.filter(user=self.users[who]).exists():
                session[SAID] = asdict(Said("王伟", "19980001"))
            session.save()
        return client


def build() -> World:
    world = World()
    for side in SIDES:
        college = make_college(COLLEGES[side])
        world.keys[side] |= {"college": college.pk, "school": college.school_id}
        officer = {"ours": "officer", "theirs": "other officer"}[side]
        world.users[officer] = make_user(Role.COLLEGE_OFFICER, college, name=canary(side, "officer"))
    world.users |= {name: make_user(role, name=f"职员{name}") for name, role in ROLES.items()}
    world.users["superuser"] = make_user(None, is_superuser=True)
    world.users["unverified"] = make_user(None, is_staff=False)
    for side in SIDES:
        _person(world, side)
        _around(world, side)
        _asked(world, side)
        _at_the_desk(world, side)
    for side in SIDES:
        chapters.add(world, side)
        chapters_at_work.add(world, side)
        events_planning.add(world, side)
        publications.add(world, side)
        events_registering.add(world, side)
        events_gate.add(world, side)
        events_programmes.add(world, side)
        events_leaving.add(world, side)
        events_interviews.add(world, side)
        events_consultations.add(world, side)
        events_effect.add(world, side)
        events_reunions.add(world, side)
    _shared(world)
    settle()  # what the search knows of them, as at the end of a transaction
    return world


def _person(world, side):
    keys, college = world.keys[side], models.College.objects.get(pk=world.keys[side]["college"])
    member = {"ours": "alumnus", "theirs": "other alumnus"}[side]
    user = make_user(None, is_staff=False, email=canary(side, "login@example.com"), name=NAMES[side])
    person = make_alumnus(
        NAMES[side], name_as_written=f"{NAMES[side]}繁", latin_name=canary(side, "latin"),
        former_names=[canary(side, "former")], birth_date={"ours": "1976-11-13", "theirs": "1977-12-14"}[side],
        city=canary(side, "city"), country="CN", ethnicity=canary(side, "eth")[:20],
        native_place=canary(side, "native"), notes=canary(side, "notes"), verified_at=timezone.now(), user=user,
    )  # fmt: skip
    degree = _degree(person, college, side)
    profile = models.Profile(alumnus=person, offer=canary(side, "offer"), languages=["en"])
    profile.photo.save("x.png", ContentFile(PNG))
    card = models.Card.objects.create(alumnus=person, number=f"8{person.pk}", token=canary(side, "card"))
    models.Honour.objects.create(alumnus=person, title=canary(side, "honour"), awarded_by=canary(side, "giver"))
    models.Consent.objects.create(alumnus=person, purpose="contact", given=True, wording=canary(side, "wording"))
    models.Interaction.objects.create(
        alumnus=person, kind="visit", happened_on=timezone.localdate(), summary=canary(side, "visit")
    )
    world.users[member] = user
    keys |= {
        "person": person.pk, "degree": degree.pk, "user": user.pk, "token": card.token,
        "employment": make_employment(person, canary(side, "employer"), job_title=canary(side, "title")).pk,
        "contact": make_contact(person, value=phone(side)).pk,
        "email": make_contact(person, kind="email", value=canary(side, "mail@example.com")).pk,
        "address": make_contact(person, kind="address", value=canary(side, "address")).pk,
        "passkey": Authenticator.objects.create(user=user, type="webauthn", data=passkey(canary(side, "key"))).pk,
    }  # fmt: skip


def passkey(name: str) -> dict:
    """As a browser registers one."""
    key = AttestedCredentialData.create(bytes(16), name.encode(), ES256.from_ctap1(b"\x04" + bytes(64)))
    about = AuthenticatorData.create(sha256(b"localhost").digest(), AuthenticatorData.FLAG.AT, 0, key)
    said = CollectedClientData.create("webauthn.create", bytes(32), "http://localhost")
    made = {
        "clientDataJSON": websafe_encode(said),
        "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
    }
    number = websafe_encode(name.encode())
    return {"name": name, "credential": {"id": number, "rawId": number, "type": "public-key", "response": made}}


def _degree(person, college, side):
    return make_degree(
        person, college=college, school=college.school, major=canary(side, "major"), class_name=canary(side, "class"),
        student_no=canary(side, "no"), graduation_year=2002, supervisor=canary(side, "teacher"),
    )  # fmt: skip


def _around(world, side):
    """A classmate who opened up, one whom nobody has found, an archived one, and two of one name."""
    keys = world.keys[side]
    person = models.Alumnus.objects.get(pk=keys["person"])
    college = models.College.objects.get(pk=keys["college"])
    friend, lost, hidden, merged, twin = (make_alumnus(f"{NAMES[side][:2]}{each}") for each in "友失藏并双")
    for each in (friend, lost, hidden, merged, twin):
        _degree(each, college, side)
    friend.user = make_user(None, is_staff=False, name=friend.name)
    friend.verified_at = timezone.now()
    friend.save()
    hidden.archived_at = timezone.now()
    hidden.save()
    models.Profile.objects.create(alumnus=friend, listed="classmates", offer=canary(side, "friend"))
    pair = models.DuplicateCandidate.objects.create(low=lost, high=twin, score=80)
    by = world.users["staff"]
    merge = merging.merge_alumni(keep=person, drop=merged, by=by)
    message = models.PersonalMessage.objects.create(
        sender=friend, recipient=person, subject=canary(side, "subject"), text=canary(side, "letter"),
        key=uuid.uuid4(), reported_at=timezone.now(),
    )  # fmt: skip
    private = models.PersonalMessage.objects.create(
        sender=friend, recipient=person, subject="你好", text=canary(side, "private"), key=uuid.uuid4()
    )
    keys |= {
        "friend": friend.pk, "lost": lost.pk, "archived": hidden.pk, "twin": twin.pk, "pair": pair.pk,
        "merge": merge.pk, "message": message.pk, "private": private.pk,
    }  # fmt: skip


def _asked(world, side):
    keys = world.keys[side]
    person = models.Alumnus.objects.get(pk=keys["person"])
    applicant = make_user(None, is_staff=False, name=canary(side, "applicant"))
    said = {"college_id": keys["college"], "college_line": [keys["college"]], "graduation_year": 2002}
    claim = models.Verification.objects.create(
        user=applicant, name=f"{NAMES[side][:2]}申", statement=canary(side, "claim"), **said
    )
    accepted = models.Verification.objects.create(
        user=person.user, alumnus=person, state="accepted", name=person.name, **said
    )
    evidence = models.Evidence(verification=accepted, kind="png", size=len(PNG))
    evidence.file.save("y.png", ContentFile(PNG))
    now = timezone.now()
    challenge = models.Challenge.objects.create(
        purpose="contact", user=person.user, alumnus=person, kind="email", value=canary(side, "new@example.com"),
        code_hash="0" * 64, expires_at=now + timedelta(minutes=10),
    )  # fmt: skip
    secret = canary(side, "link")
    link = models.CorrectionLink.objects.create(
        alumnus=person, token_hash=hash_of(secret), email=canary(side, "mail@example.com"),
        sent_by=world.users["staff"], expires_at=now + timedelta(days=7),
    )  # fmt: skip
    change = models.ChangeRequest.objects.create(
        alumnus=person, kind="names", values={"latin_name": canary(side, "wanted")}, asked_by=person.user,
        base={"latin_name": person.latin_name}, statement=canary(side, "because"), key=uuid.uuid4(),
    )  # fmt: skip
    wish = models.DataRequest.objects.create(
        kind="correction", alumnus=person, user=person.user, statement=canary(side, "wish"),
        due_on=timezone.localdate(), key=uuid.uuid4(),
    )  # fmt: skip
    relative = models.DataRequest.objects.create(
        kind="copy", alumnus=person, is_from_relative=True, relative_name=canary(side, "relative"),
        relative_email=f"{canary(side, 'relative')}@example.com", due_on=timezone.localdate(), key=uuid.uuid4(),
    )  # fmt: skip
    keys |= {
        "relative": relative.pk, "claim": claim.pk, "evidence": evidence.pk, "challenge": challenge.pk,
        "link": link.pk, "secret": secret, "change": change.pk, "wish": wish.pk, "applicant": applicant.pk,
    }  # fmt: skip


def _at_the_desk(world, side):
    """What the officer of this side keeps and has started."""
    keys = world.keys[side]
    officer = world.users[{"ours": "officer", "theirs": "other officer"}[side]]
    person = models.Alumnus.objects.get(pk=keys["person"])
    own = models.PersonList.objects.create(name=canary(side, "list"), owner=officer)
    models.PersonListEntry.objects.create(list=own, alumnus=person, added_by=officer)
    keys["liaison"] = models.Liaison.objects.create(
        alumnus=person, degree=person.degrees.first(), from_on=timezone.localdate(), appointed_by=officer
    ).pk
    search = models.SavedSearch.objects.create(
        name=canary(side, "search"), words=NAMES[side], filters={"list": [str(own.pk)]}, owner=officer
    )
    job = Job.objects.create(
        kind=exports.KIND, by=officer, state="done", finished_at=timezone.now(),
        params={"reach": {"everyone": False, "colleges": [keys["college"]]}, "columns": ["name"]},
    )  # fmt: skip
    job.result.save("x.csv", ContentFile(canary(side, "export").encode()))
    columns = [{"index": 0, "title": canary(side, "column"), "field": "name"}]
    roster = models.Roster.objects.create(
        filename=canary(side, "roster.xlsx"), file="rosters/x.xlsx", size=1, state="checked", uploaded_by=officer,
        college_id=keys["college"],
        mappings={"sheets": {"Sheet1": {"mapping": {"columns": columns, "header_row": 1}}}},
    )  # fmt: skip
    row = models.RosterRow.objects.create(
        roster=roster, sheet="Sheet1", number=2, raw=[canary(side, "cell")], fields={"name": NAMES[side]},
        outcome="ambiguous", candidates=[{"pk": keys["person"]}],
    )  # fmt: skip
    tag = models.Tag.objects.create(name=f"标签{side}")
    models.AlumnusTag.objects.create(alumnus=person, tag=tag)
    keys |= {
        "list": own.pk, "search": search.pk, "job": job.pk, "roster": roster.pk, "row": row.pk, "tag": tag.pk,
        "grant": RoleGrant.objects.get(user=officer).pk, "officer": officer.pk,
    }  # fmt: skip


def _shared(world):
    """What belongs to no side."""
    ours = world.keys["ours"]
    head = world.users["head"]
    access = AccessRecord.objects.create(action="view", target="alumni.alumnus", target_id=ours["person"], by=head)
    mail = Message.objects.create(
        purpose="alumni.code", to="nobody@example.com", subject="canary-mail-subject", text="canary-mail-text",
        message_id="<1@x>", due_at=timezone.now(),
    )  # fmt: skip
    leaver = make_user(None)
    RoleGrant.objects.create(user=leaver, role=Role.STAFF, ends_on=timezone.localdate() - timedelta(days=1),
                             starts_on=timezone.localdate() - timedelta(days=9))  # fmt: skip
    models.SavedSearch.objects.create(name="离任", owner=leaver)
    for side in SIDES:
        world.keys[side] |= {
            "access": access.pk, "mail": mail.pk, "leaver": leaver.pk, "app": "alumni", "nowhere": "nowhere/",
            "copy": "json", "right": "correction",
        }  # fmt: skip
