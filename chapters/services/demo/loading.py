from alumni.models import Alumnus, Source
from alumni.services.demo import LEADER, link
from chapters.demo.places import CHAPTERS
from chapters.models import Chapter

from . import congress, councils, duties, founding, life, members, registry
from .crowd import LEAST, Crowd

LED = "北京"  # whose president signs in as the demonstration's chapter leader


def load(users: dict) -> None:
    """Add the chapters to the demonstration; nothing when there is one already, or so few people that no council
    could be made of them. Runs inside the caller's transaction; the files of a load that fails stay unnamed."""
    if Chapter.objects.exists() or Alumnus.objects.filter(source=Source.DEMO).count() < LEAST:
        return
    staff = users["staff@demo.example"]
    crowd = Crowd()
    chapters = registry.load(by=staff)
    leader = _leader(crowd, users[LEADER])
    members.load(chapters, crowd, by=staff)
    councils.load(chapters, crowd, by=staff, leading={LED: leader})
    life.load(chapters, by=staff)
    duties.load(chapters, by=staff)
    founding.load(chapters, crowd, by=staff)
    congress.load(chapters, crowd, by=staff)


def _leader(crowd: Crowd, user) -> Alumnus:
    """Somebody who lives there, with the leader's login."""
    row = next(row for row in CHAPTERS if row.place == LED)
    person = next(each for each in crowd.verified(row) if each.user_id is None)
    link(user=user, person=person)
    person.refresh_from_db()
    return person
