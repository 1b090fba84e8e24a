"""Members who opened themselves to others, so that classmates find each other in the demonstration."""

import random
import uuid

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import F

from alumni.models import Alumnus, ContactPoint, PersonalMessage, Profile, Source
from alumni.queries.circle import class_members
from alumni_office.accounts.models import User

from .claims import LINKED_AT
from .logins import ALUMNA

MEMBERS, CLASSMATES = 60, 9
LANGUAGES = [["en"], ["en", "ja"], ["de"], ["ko"], ["fr", "en"], []]
OFFERS = ["可接待来访的学弟学妹", "提供暑期实习岗位两个", "愿意回校做行业讲座", "可协助在当地安家找房", ""]
AUDIENCES = [ContactPoint.Audience.CLASSMATES, ContactPoint.Audience.ALUMNI, ContactPoint.Audience.PUBLIC]
LETTERS = [
    ("返校日您去吗？", "十月的返校日，我们班想在老教学楼前合个影，您来吗？"),
    ("求推荐书目", "刚转到数据方向，您当年推荐过的书能再列一列吗？多谢！"),
]


def load_circle(*, users: dict[str, User]) -> None:
    """Give some of the people accounts and open profiles; nothing when somebody has a profile already."""
    alumna = Alumnus.objects.filter(user=users[ALUMNA]).first()
    if alumna is None or Profile.objects.exists():
        return
    chance = random.Random(2026)  # noqa: S311
    degree = alumna.degrees.by_year()[0]
    free = Alumnus.objects.present().filter(source=Source.DEMO, user__isnull=True, life=Alumnus.Life.LIVING)
    near = list(free.filter(pk__in=class_members(degree).values("pk")).order_by("pk")[:CLASSMATES])
    others = free.exclude(pk__in=[person.pk for person in near]).order_by(F("pk") % 97, "pk")
    members = [*near, *others[: MEMBERS - len(near)]]
    password = make_password(None)
    for person in members:
        user = User.objects.create(email=f"member-{person.pk}@demo.example", name=person.name, password=password)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        Alumnus.objects.filter(pk=person.pk).update(user=user, verified_at=LINKED_AT)
        Profile.objects.create(
            alumnus=person, listed=chance.choice(AUDIENCES), languages=chance.choice(LANGUAGES),
            languages_audience=chance.choice(AUDIENCES), offer=chance.choice(OFFERS),
            offer_audience=chance.choice(AUDIENCES), place_audience=chance.choice(AUDIENCES),
            career_audience=chance.choice(AUDIENCES),
        )  # fmt: skip
    Profile.objects.create(alumnus=alumna, listed=AUDIENCES[0], place_audience=AUDIENCES[0])
    for (subject, text), sender in zip(LETTERS, members, strict=False):
        PersonalMessage.objects.create(
            sender=sender, recipient=alumna, subject=subject, text=text, key=uuid.uuid5(uuid.NAMESPACE_URL, subject)
        )
