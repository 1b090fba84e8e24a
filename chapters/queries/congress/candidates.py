"""Who may stand for a post: delegates with a vote, and whomever else the office names within its reach."""

from alumni.models import Alumnus
from alumni.queries import search
from chapters.models import Election

MOST = 20


def who_may_stand(election: Election, user, words: str) -> list[Alumnus]:
    """Without words the delegates with a vote, else all people whom the words find; the first MOST of them."""
    standing = election.candidates.values("alumnus")
    if words.strip():
        people = search.people(user, words)
    else:
        delegates = election.congress.delegates.confirmed()
        people = Alumnus.objects.visible_to(user).filter(pk__in=delegates.values("alumnus"))
    return list(people.approachable().exclude(pk__in=standing).order_by("name", "pk")[:MOST])
