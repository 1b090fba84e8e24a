"""Members of each chapter, what they opened to it, and who was invited."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from alumni_office.accounts.models import User
from chapters.demo.places import Row
from chapters.models import Chapter, Invitation, Membership, Piece, SharingConsent

from .crowd import Crowd
from .registry import founded_on

State, Law = Membership.State, SharingConsent.Law
MOST = 60
# Of twenty who live there: so many are members; the others asked, left, were refused or never came.
STATES = [State.MEMBER] * 14 + [State.APPLIED] * 2 + [State.LEFT, State.ENDED, State.REFUSED, None]
WORDS = {
    Law.CHAPTER: "我同意本校友会的负责人看到我的姓名以及我向本会公开的内容。",
    Law.LEGAL_PERSON: "我同意校友办将上述内容提供给本校友会，该会是独立法人，自行承担处理个人信息的责任。",
    Law.ABROAD: "我同意校友办将上述内容提供给境外的本校友会。",
}
STATEMENTS = ["刚搬到本地，想认识附近的校友。", "愿意帮忙接待新生。", "在医院工作，可以参加义诊。", "", "", ""]


def load(chapters: dict[Row, Chapter], crowd: Crowd, *, by: User) -> None:
    memberships, invitations = [], []
    for row, chapter in chapters.items():
        if chapter.is_living or chapter.recognition == Chapter.Recognition.DORMANT:
            people = crowd.of(row)
            memberships += _memberships(row, chapter, people)
            invitations += _invitations(chapter, people[MOST : MOST + 8], by)
    Membership.objects.bulk_create(memberships)
    _moved(memberships)
    Invitation.objects.bulk_create(invitations)
    SharingConsent.objects.bulk_create(consent for each in memberships for consent in _consents(each))


def _memberships(row: Row, chapter: Chapter, people) -> list[Membership]:
    dice, today, founded = row.dice("members"), timezone.localdate(), founded_on(chapter)
    made = []
    for place, person in enumerate(people[:MOST]):
        # The first of them make the council.
        state = State.MEMBER if place < 8 else dice.choice(STATES)
        if state is None:
            continue
        joined = max(founded, today - timedelta(days=dice.randrange(30, 2600)))
        was_member = state in (State.MEMBER, State.LEFT, State.ENDED)
        made.append(
            Membership(
                chapter=chapter, alumnus=person, state=state, joined_on=joined if was_member else None,
                opened=sorted(dice.sample(Piece.values, k=dice.randrange(0, 5))), statement=dice.choice(STATEMENTS),
                ended_on=None if state in Membership.OPEN else max(joined, today - timedelta(days=dice.randrange(300))),
                reason={State.ENDED: "连续三年未联系上。", State.REFUSED: "居住地不在本会范围。"}.get(state, ""),
            )
        )  # fmt: skip
    return made


def _moved(memberships: list[Membership]) -> None:
    """A few who left one chapter because they live where another is."""
    open_ones = {each.alumnus_id: each for each in memberships if each.state == State.MEMBER}
    left = [each for each in memberships if each.state == State.LEFT]
    moved = [each for each in left if open_ones.get(each.alumnus_id) not in (None, each)][:12]
    for each in moved:
        each.state, each.moved_to = State.MOVED, open_ones[each.alumnus_id]
    Membership.objects.bulk_update(moved, ["state", "moved_to"])


def _consents(membership: Membership) -> list[SharingConsent]:
    chapter = membership.chapter
    laws = [Law.CHAPTER]
    laws += [Law.LEGAL_PERSON] if chapter.is_legal_person else []
    laws += [Law.ABROAD] if chapter.is_abroad else []
    given = [
        SharingConsent(membership=membership, law=law, given=True, wording=WORDS[law])
        for law in laws
        if (membership.alumnus_id + len(law)) % 9
    ]
    withdrawn = [
        SharingConsent(membership=membership, law=law, given=False, wording=WORDS[law])
        for law in laws
        if membership.alumnus_id % 23 == 5
    ]
    return given + withdrawn


def _invitations(chapter: Chapter, people, by: User) -> list[Invitation]:
    return [
        Invitation(
            chapter=chapter, alumnus=person, invited_by=by, token_hash=fingerprint("invitation", chapter.pk, person.pk),
            refused_at=timezone.now() if not number % 4 else None,
        )
        for number, person in enumerate(people)
    ]  # fmt: skip


def fingerprint(*parts) -> str:
    """A hash in the place of a link's: no link leads here."""
    return hashlib.sha256("/".join(map(str, ("demonstration", *parts))).encode()).hexdigest()
