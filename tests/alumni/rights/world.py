"""One person with a row in every table, every text a word that stands nowhere else."""

import uuid
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.utils import timezone

from alumni import models
from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from tests.chapters.members import world as chapters
from tests.donations import world as giving
from tests.donations.needs import world as needs
from tests.events.consultations import world as consultations
from tests.events.gate import world as gate
from tests.events.interviews import world as interviews
from tests.events.leaving import world as leaving
from tests.events.programmes import world as programmes
from tests.events.reunions import world as reunions
from tests.factories import make_alumnus, make_contact, make_degree, make_employment, make_roster_row, make_user
from tests.publications import world as publications

NAME = "翀堃犇"
PHONE, EMAIL, NUMBER = "+8613912345678", "canary-mail@example.com", "19987654321"
CANARY = "canary"
# What must be nowhere afterwards; "canary" is part of every other text below.
TRACES = [NAME, CANARY, "13912345678", NUMBER, "翀堃"]


def canary(what: str) -> str:
    return f"{CANARY}-{what}"


def make_person(by):
    person = make_alumnus(
        NAME, name_as_written=f"{NAME}繁", latin_name=canary("latin"), former_names=[f"{NAME}旧", canary("former")],
        gender="female", birth_date="1976-09-23", country="CN", province="37", city=canary("city"), industry="I",
        ethnicity=canary("ethnic"), native_place=canary("native"), notes=canary("notes"), entered_by=by,
    )  # fmt: skip
    person.user = make_user(role=None, is_staff=False, email=canary("login@example.com"), name=NAME)
    person.save()
    return person


def fill(person, other, by):
    """A row in every table whose rows name a person."""
    degree = _record(person, by)
    _members(person, other)
    _asked(person, degree, by)
    _work(person, other, by)
    _account(person.user)
    chapters.fill(person, by)
    consultations.fill(person, by, canary)
    gate.fill(person, by, canary)
    giving.fill(person, by, canary)
    needs.fill(person, by, canary)
    programmes.fill(person.user, by, canary)
    leaving.fill(person, canary)
    interviews.fill(person, canary)
    publications.fill(person, by, canary)
    reunions.fill(person, canary)


def _record(person, by):
    degree = make_degree(
        person, major=canary("major"), class_name=canary("class"), student_no=NUMBER, graduation_year=2002,
        supervisor=canary("supervisor"),
    )  # fmt: skip
    models.Liaison.objects.create(alumnus=person, degree=degree, from_on=timezone.localdate(), appointed_by=by)
    make_employment(person, canary("employer"), job_title=canary("title"))
    make_contact(person, value=PHONE)
    make_contact(person, kind="email", value=EMAIL)
    make_contact(person, kind="address", value=canary("address"), postcode="250100")
    models.Honour.objects.create(alumnus=person, title=canary("honour"), awarded_by=canary("giver"), year=2010)
    models.Interaction.objects.create(
        alumnus=person, kind="visit", happened_on=timezone.localdate(), summary=canary("summary")
    )
    models.AlumnusTag.objects.create(alumnus=person, tag=models.Tag.objects.create(name="老同学"))
    models.Consent.objects.create(alumnus=person, purpose="contact", given=True, wording=canary("wording"), by=by)
    return degree


def _members(person, other):
    profile = models.Profile.objects.create(alumnus=person, languages=[canary("lan")], offer=canary("offer"))
    profile.photo.save("x.jpg", ContentFile(canary("photo").encode()))
    models.Card.objects.create(alumnus=person, number=canary("card"), token=canary("token"))
    for sender, recipient in ((person, other), (other, person)):
        models.PersonalMessage.objects.create(
            sender=sender, recipient=recipient, subject=canary("subject"), text=canary("letter"), key=uuid.uuid4()
        )
    models.MessageRefusal.objects.create(alumnus=person, refused=other)


def _asked(person, degree, by):
    now = timezone.now()
    claim = models.Verification.objects.create(
        user=person.user, alumnus=person, state="accepted", name=NAME, student_no=NUMBER, statement=canary("claim"),
        answer=canary("welcome"),
    )  # fmt: skip
    # A claim that never found a record is the account's alone.
    models.Verification.objects.create(user=person.user, state="withdrawn", name=NAME, statement=canary("claim2"))
    evidence = models.Evidence(verification=claim, kind="jpg", size=9)
    evidence.file.save("y.jpg", ContentFile(canary("evidence").encode()))
    models.Challenge.objects.create(
        purpose="contact", user=person.user, alumnus=person, verification=claim, kind="email", value=EMAIL,
        code_hash=canary("hash"), expires_at=now + timedelta(minutes=10),
    )  # fmt: skip
    models.CorrectionLink.objects.create(
        alumnus=person, token_hash=canary("link"), email=EMAIL, sent_by=by, expires_at=now + timedelta(days=7)
    )
    models.ChangeRequest.objects.create(
        alumnus=person, kind="degree", degree=degree, values={"major": canary("wanted")},
        base={"major": canary("base")}, statement=canary("because"), key=uuid.uuid4(), asked_by=person.user,
        state="refused", answer=canary("no"),
    )  # fmt: skip
    for state in ("open", "refused"):
        models.DataRequest.objects.create(
            kind="deletion", alumnus=person, user=person.user, about=canary("about"), statement=canary("wish"),
            due_on=timezone.localdate(), key=uuid.uuid4(), state=state, answer=canary("refused") * (state == "refused"),
        )  # fmt: skip


def _work(person, other, by):
    people = models.PersonList.objects.create(name="名单", owner=by)
    models.PersonListEntry.objects.create(list=people, alumnus=person, added_by=by)
    models.PersonList.objects.create(name=f"{NAME}的同学", owner=by)
    models.SavedSearch.objects.create(name="找人", words=f"{NAME} 13912345678", owner=by)
    low, high = sorted([person, other], key=lambda each: each.pk)
    models.DuplicateCandidate.objects.create(low=low, high=high, score=60, reasons=[{"name": NAME}])
    models.Merge.objects.create(
        kept=other, dropped=person, by=by, undone_by=by, undone_at=timezone.now(),
        journal={"moved": [{"row": {"value": canary("moved")}}]},
    )  # fmt: skip
    make_roster_row(
        raw=[NAME, "13912345678", canary("cell")], fields={"name": NAME, "note": canary("note")}, outcome="updated",
        changes=[{"op": "set", "table": "alumnus", "column": "city", "old": "", "new": canary("change")}],
        alumnus=person, applied_at=timezone.now(),
    )  # fmt: skip
    Message.objects.create(
        purpose="alumni.verification", to=EMAIL, subject=canary("subject"), text=canary("mail"), person_id=person.pk,
        message_id="<1@x>", due_at=timezone.now(),
    )  # fmt: skip
    AccessRecord.objects.create(action="view", target="alumni.alumnus", target_id=person.pk, by=by)
    AccessRecord.objects.create(
        action="search", target="alumni.alumnus", by=by, count=3, criteria={"words": NAME, "job": 7}, reason=f"找{NAME}"
    )


def _account(user):
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
    Authenticator.objects.create(user=user, type="totp", data={"secret": canary("totp")})
    SocialAccount.objects.create(user=user, provider="weixin", uid=canary("wx"), extra_data={"nickname": NAME})
    UserSession.objects.create(
        user=user, session_key=canary("session"), ip="192.0.2.7", user_agent=canary("browser"), data={}
    )
