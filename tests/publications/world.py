"""One person with a row in every table of publications that names people, every text a word of its own."""

import uuid

from django.utils import timezone

from publications.models import Delivery, Distribution, LetterLimit, Parcel, ParcelReader, Periodical, Subscription
from publications.services import mailings
from tests.factories import make_article, make_article_person, make_issue, make_picture, make_suggestion


def fill(person, by, canary):
    _in_print(person, canary)
    _mailed(person, by, canary)
    _posted(person, canary)
    _wishes(person)


def _in_print(person, canary):
    article = make_article(make_issue(), f"访{person.name}", body=f"<p>{person.name}来了。</p>")
    named = make_article_person(article, person, state="agreed", photo=True)
    make_picture(article, [named])
    make_suggestion(
        alumnus=person, name=person.name, title=canary("story"), text=canary("told"), answer=canary("thanks"),
        email=canary("story@example.com"),
    )  # fmt: skip


def _mailed(person, by, canary):
    words = {"subject": "通讯", "text": "通讯", "html": "<p>通讯</p>"}
    Delivery.objects.create(
        mailing=mailings.create(by=by, title="通讯", versions=[words]), alumnus=person,
        address=canary("mailed@example.com"), state="queued", due_at=timezone.now(),
    )  # fmt: skip


def _posted(person, canary):
    distribution = Distribution.objects.create(title="专刊", printed=9, key=uuid.uuid4(), state="prepared")
    parcel = Parcel.objects.create(
        distribution=distribution, number=1, code="P-1", address=canary("parcel"), names=person.name
    )
    ParcelReader.objects.create(distribution=distribution, parcel=parcel, alumnus=person)


def _wishes(person):
    Subscription.objects.create(alumnus=person, periodical=Periodical.objects.all()[0], channel="email")
    LetterLimit.objects.create(alumnus=person, days=LetterLimit.Days.MONTH)
