"""Mailings on their way to be sent."""

from uuid import uuid4

from alumni.models import Consent
from publications.queries.audience import Audience, Part
from publications.services import composing
from tests.factories import make_alumnus, make_contact

EVERYONE = Audience((Part("everyone"),))


def make_mailing(by, *, subject="校友通讯 三月", blocks=(), audience=EVERYONE, language="zh-hans"):
    mailing = composing.make_mailing(title="三月通讯", subject=subject, language=language, key=uuid4(), by=by)
    version = mailing.versions.get()
    if blocks:
        composing.add_block(version=version, blocks=list(blocks), by=by)
    if audience:
        composing.set_audience(mailing=mailing, audience=audience, by=by)
    mailing.refresh_from_db()
    return mailing


def make_reader(name="王伟", email="wang@example.com", given=True, **fields):
    person = make_alumnus(name, **fields)
    if email:
        make_contact(person, "email", email)
    if given is not None:
        Consent.objects.create(alumnus=person, purpose="contact", channel="email", given=given)
    return person


def text(html="<p>您好，{{ name|校友 }}！</p>"):
    return {"kind": "text", "html": html}
