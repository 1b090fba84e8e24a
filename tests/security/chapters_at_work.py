"""What chapters and the office have in hand, on each side: the registry, a founding, a council, filings, a congress."""

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni import models
from alumni_office.documents.uploads import Upload
from chapters.models import (
    Candidate,
    Chapter,
    CouncilChange,
    Document,
    Election,
    Filing,
    Gathering,
    Motion,
    Nominee,
    Office,
    Photo,
    Post,
)
from chapters.services.documents import keep_document
from tests.factories import (
    make_application,
    make_chapter,
    make_congress,
    make_delegate,
    make_delegation,
    make_duty,
    make_gathering,
    make_image,
    make_initiator,
    make_notice,
    make_photo,
)

from .words import PNG, canary, public


def add(world, side):
    _public_chapter(world, side)
    _chapters(world, side)
    _council(world, side)
    _filed(world, side)
    _in_congress(world, side)


def _public_chapter(world, side):
    """What everyone sees of a chapter."""
    city = {"ours": "青岛", "theirs": "烟台"}[side]
    chapter = make_chapter(f"{city}校友会", province="37", city=city, logo=make_image())
    make_gathering(chapter, public(side, "gathering"))
    world.keys[side] |= {
        "public_chapter": chapter.pk, "public_notice": make_notice(chapter).pk, "photograph": make_photo(chapter).pk,
        "vcard": "3.0",
    }  # fmt: skip


def _chapters(world, side):
    """The chapter of the college, and an application of the alumnus for another one."""
    keys = world.keys[side]
    person = models.Alumnus.objects.get(pk=keys["person"])
    chapter = make_chapter(
        public(side, "chapter"), kind="college", college_id=keys["college"], introduction=public(side, "introduction")
    )
    photo = Photo(chapter=chapter, caption=public(side, "caption"))
    photo.file.save("x.png", ContentFile(PNG))
    applying = make_chapter(canary(side, "applying"), province="37", city=canary(side, "place"), recognition="applying")
    application = make_application(
        person, name=applying.name, city=applying.city, chapter=applying, state="submitted",
        submitted_at=timezone.now(), plan=canary(side, "plan"),
    )  # fmt: skip
    initiator = make_initiator(application, name=canary(side, "initiator"), token=canary(side, "invitation"))
    nominee = Nominee.objects.create(application=application, alumnus=person, seat="member")
    keys |= {
        "college_chapter": chapter.pk, "charter": _paper(side, chapter=chapter), "photo": photo.pk,
        "founding": application.pk, "paper": _paper(side, application=application), "initiator": initiator.pk,
        "nominee": nominee.pk, "invitation": canary(side, "invitation"), "kind": "regional", "state": "dormant",
        "civil": "applied",
    }  # fmt: skip


def _paper(side, **of) -> int:
    document = Document(name=canary(side, "charter.pdf"), kind="charter", form="pdf", size=9, sha256="0" * 64, **of)
    document.file.save("x.pdf", ContentFile(canary(side, "paper").encode()))
    return document.pk


def _council(world, side):
    """What the officers of the side's chapter keep: a change of council that was sent back, photographs, posts."""
    keys, today = world.keys[side], timezone.localdate()
    led = Chapter.objects.get(pk=keys["chapter"])
    led.logo.save("l.png", ContentFile(PNG))
    term = led.terms.filter(starts_on__lte=today, ends_on__gte=today).first()
    held = {"term": term, "from_on": term.starts_on, "until_on": term.ends_on}
    change = CouncilChange(
        chapter=led, state="sent_back", answer=canary(side, "answer"), audited_on=today, elected_on=today, present=9,
        key=uuid.uuid4(), submitted_at=timezone.now(),
    )  # fmt: skip
    for kind in ("audit", "minutes"):
        document = Document(chapter=led, kind=kind, name=canary(side, f"{kind}.pdf"), form="pdf", size=1)
        document.file.save("d.pdf", ContentFile(canary(side, kind).encode()))
        setattr(change, kind, document)
    change.save()
    photo = Photo(chapter=led, caption=public(side, "caption"))
    photo.file.save("p.png", ContentFile(PNG))
    nominee = Nominee.objects.create(council_change=change, alumnus_id=keys["person"], seat="president", votes=9)
    written = {"chapter": led, "title": canary(side, "title"), "key": uuid.uuid4(), "is_public": False}
    keys |= {
        "term": term.pk, "councilchange": change.pk, "my_photo": photo.pk, "council_nominee": nominee.pk,
        "post": Post.objects.create(chapter=led, name=canary(side, "post")).pk,
        "office": Office.objects.create(alumnus_id=keys["friend"], seat="member", **held).pk,
        "gathering": Gathering.objects.create(starts_at=timezone.now() - timedelta(days=2), **written).pk,
    }  # fmt: skip


def _filed(world, side):
    """What the side's chapter filed, with a document."""
    keys = world.keys[side]
    chapter = Chapter.objects.get(pk=keys["chapter"])
    duty = make_duty(chapter, state="filed")
    filing = Filing.objects.create(
        duty=duty, state="submitted", summary=canary(side, "summary"), filed_at=timezone.now()
    )
    paper = Document(chapter=chapter, name="report.pdf", form="pdf", size=len(PNG), kind="report")
    paper.file.save("r.pdf", ContentFile(PNG))
    filing.documents.add(paper)
    keys |= {"duty": duty.pk, "filed_paper": paper.pk, "ics": "1.x", "figure": "duties"}


def _in_congress(world, side):
    """A congress to which this side's college sends the alumnus, and its chapter a friend."""
    keys = world.keys[side]
    person, friend = (models.Alumnus.objects.get(pk=keys[name]) for name in ("person", "friend"))
    congress = make_congress(public(side, "congress"))
    own = make_delegation(congress, college=models.College.objects.get(pk=keys["college"]))
    theirs = make_delegation(congress, chapter=Chapter.objects.get(pk=keys["chapter"]))
    make_delegate(own, person, number=1)
    delegate = make_delegate(theirs, friend, number=2)
    named = make_delegate(own, models.Alumnus.objects.get(pk=keys["lost"]))
    motion = Motion.objects.create(congress=congress, number=1, title=canary(side, "motion"))
    election = Election.objects.create(congress=congress, seat="president")
    candidate = Candidate.objects.create(election=election, alumnus=person)
    result = keep_document(
        upload=Upload("pdf", b"%PDF-1.4"), name="result.pdf", kind="result", by=None, congress=congress
    )
    keys |= {
        "congress": congress.pk, "delegation": own.pk, "delegate": named.pk, "chapter_delegate": delegate.pk,
        "motion": motion.pk, "election": election.pk, "candidate": candidate.pk, "result": result.pk,
    }  # fmt: skip
