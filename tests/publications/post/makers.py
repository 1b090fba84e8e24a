"""Readers with addresses, and distributions."""

from uuid import uuid4

from alumni.models import Consent
from alumni_office.jobs import services as jobs
from publications.models import Distribution
from publications.queries.audience import Audience, Part
from publications.services import post
from tests.factories import make_alumnus, make_contact

EVERYONE = Audience((Part("everyone"),))


def make_reader(name="王伟", address="济南市历城区山大南路27号", postcode="250100", given=True, **fields):
    person = make_alumnus(name, **fields)
    if address:
        make_contact(person, "address", address, postcode=postcode)
    if given is not None:
        Consent.objects.create(alumnus=person, purpose="contact", channel="post", given=given)
    return person


def make_distribution(by, *, audience=EVERYONE, printed=100, **fields):
    values = {
        "title": "校友专刊",
        "printed": printed,
        "one_an_address": True,
        "is_first_contact": False,
    } | fields
    return post.make_distribution(values=values, audience=audience, key=uuid4(), by=by)


def prepared(by, **fields):
    row = make_distribution(by, **fields)
    job = post.start_preparing(distribution=row, by=by)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return Distribution.objects.get(pk=row.pk)
