"""What is printed, mailed and posted, on each side."""

import uuid
from datetime import timedelta

from django.utils import timezone

from alumni import models
from alumni_office.documents import uploads
from alumni_office.mail import tokens
from alumni_office.mail.tokens import hash_of
from publications.emails import building
from publications.models import Bounce, Delivery, Distribution, Mailing, Parcel, ParcelReader, Section, Suppression
from publications.services import clicks, composing, issues, mailings
from tests.factories import (
    bring_issue,
    make_article,
    make_article_person,
    make_issue,
    make_periodical,
    make_picture,
    make_suggestion,
)

from .words import PNG, canary


def add(world, side):
    _written(world, side)
    _letters(world, side)
    _printed(world, side)


def _written(world, side):
    """A published issue with an article in which nobody is named yet, who is asked for another one, a suggestion."""
    keys = world.keys[side]
    periodical = make_periodical(f"校友报{side}", f"news-{side}")
    issue = make_issue(periodical)
    article = make_article(issue, "校园里的皂角树")
    photo = make_picture(article)
    upload = uploads.picture(PNG)
    issues.save_cover(issue=issue, upload=upload, by=None)
    issues.save_printed(issue=issue, upload=uploads.Upload("pdf", b"%PDF-1.4"), by=None)
    bring_issue(issue, "published")
    asked = make_article(make_issue(periodical), canary(side, "article"))
    person = make_article_person(asked, models.Alumnus.objects.get(pk=keys["person"]))
    secret = canary(side, "consent")
    type(person).objects.filter(pk=person.pk).update(
        state="asked", asked_at=timezone.now(), expires_at=timezone.now() + timedelta(days=7),
        token_hash=hash_of(secret),
    )  # fmt: skip
    suggestion = make_suggestion(
        alumnus=person.alumnus, name=canary(side, "sender"), title=canary(side, "story"),
        email=canary(side, "story@example.com"),
    )  # fmt: skip
    keys |= {
        "periodical": periodical.pk, "slug": periodical.slug, "issue": issue.pk, "number": issue.number,
        "article": article.pk, "article_photo": photo.pk, "consent": secret, "portrayed": person.pk,
        "suggestion": suggestion.pk, "draft_article": asked.pk, "draft_issue": asked.issue_id,
        "draft_photo": make_picture(asked).pk,
        "section": Section.objects.create(periodical=periodical, name="人物", order=1).pk,
    }  # fmt: skip


def _letters(world, side):
    """A mailing with one letter in doubt, what came back for it, and an address left alone."""
    person = models.Alumnus.objects.get(pk=world.keys[side]["person"])
    words = {
        "subject": "通讯", "text": "通讯 {{ unsubscribe }}", "html": "<p>通讯</p>",
        "blocks": [{"kind": "heading", "text": "通讯", "key": "b1"}],
    }  # fmt: skip
    by = world.users["head"]
    mailing = mailings.create(by=by, title="通讯", versions=[words])
    mailings.check(mailing_id=mailing.pk, by=by, expected=1)
    mailings.approve(mailing_id=mailing.pk, by=by)
    mailings.send_now(mailing_id=mailing.pk, by=by)
    Mailing.objects.filter(pk=mailing.pk).update(state="sending", started_at=timezone.now(), total=1)
    letter = Delivery.objects.create(
        mailing=mailing, alumnus=person, address=f"canary-{side}-mail@example.com", state="in_doubt",
        due_at=timezone.now(), sending_at=timezone.now(), ended_at=timezone.now(), answer="WorkerLost",
    )  # fmt: skip
    bounce = Bounce.objects.create(
        delivery=letter, kind="unknown", source="mailbox", digest=side, raw=f"canary-{side}-mail@example.com".encode()
    )
    shut = Suppression.objects.create(
        address=f"canary-{side}-mail@example.com", kind="hold", reason="电话要求", since=timezone.now()
    )
    world.keys[side] |= {
        "mailing": mailing.pk, "delivery": letter.pk, "bounce": bounce.pk, "suppression": shut.pk,
        "draft_mailing": mailings.create(by=by, title="未发", versions=[words]).pk,
        "language": "zh-hans", "block": "b1", "act_on_block": "up", "letter": mailing.key,
        "image": _picture_of(mailing),
        "stop": tokens.make(building.UNSUBSCRIBE, letter.pk),
        "preferences": tokens.make(building.PREFERENCES, letter.pk),
        "click": tokens.make(clicks.PURPOSE, mailing.links.create(url="https://www.example.edu/").pk),
    }  # fmt: skip


def _picture_of(mailing):
    return composing.add_picture(mailing=mailing, upload=uploads.picture(PNG), by=mailing.created_by).key


def _printed(world, side):
    """A printed issue on its way to the side's alumnus."""
    distribution = Distribution.objects.create(title="专刊", printed=9, key=uuid.uuid4(), state="prepared")
    parcel = Parcel.objects.create(
        distribution=distribution,
        number=1,
        code=f"{side}-1",
        address=canary(side, "parcel"),
        names=canary(side, "label"),
    )
    ParcelReader.objects.create(distribution=distribution, parcel=parcel, alumnus_id=world.keys[side]["person"])
    world.keys[side] |= {"distribution": distribution.pk, "parcel": parcel.pk}
