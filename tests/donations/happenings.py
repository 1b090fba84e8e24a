"""Whatever may happen to gifts and donors, one after the other, and what a clerk would add up by hand of it.

Nothing here asks the queries that it is compared with: gifts and donors are read one by one.
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st

from alumni.models import Alumnus, ContactPoint
from alumni.services.erasing import erase_person
from alumni_office.accounts.roles import Role
from donations.models import Donor, DonorMerge, Gift, SoftCredit, WallWord
from donations.services import donors, gifts
from donations.services.refusals import Refused
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user
from tests.giving import make_donor, make_fund, make_gift, make_refund, make_soft_credit
from tests.giving_receipts import make_wall_word

FIRST, LAST = 2019, 2024
DONORS = 5  # two alumni with a second record each, and a company
some_donor = st.integers(0, DONORS - 1)
some_number = st.integers(0, 99)
HAPPENING = st.one_of(
    st.tuples(st.just("give"), some_donor, st.integers(FIRST, LAST), st.integers(1, 5000), st.booleans()),
    st.tuples(st.just("give"), some_donor, st.integers(FIRST, LAST), st.integers(1, 5000), st.just(False)),
    st.tuples(st.just("refund"), some_number, st.integers(1, 3)),
    st.tuples(st.just("correct"), some_number),
    st.tuples(st.just("credit"), some_number, some_donor),
    st.tuples(st.just("end_credit"), some_number),
    st.tuples(st.just("merge"), some_donor, some_donor),
    st.tuples(st.just("part"), some_number),
    st.tuples(st.just("say"), some_donor, st.booleans()),
    st.tuples(st.just("restrict"), st.integers(0, 1)),
    st.tuples(st.just("free"), st.integers(0, 1)),
    st.tuples(st.just("lose"), st.integers(0, 1)),
    st.tuples(st.just("erase"), st.integers(0, 1)),
)


class Books:
    """A small world, and the happenings in it by name."""

    def __init__(self):
        self.head, self.fund = make_user(Role.HEAD), make_fund()
        self.colleges = [make_college("数学学院"), make_college("文学院")]
        self.people = [make_alumnus("王伟"), make_alumnus("李娜")]
        for place, person in enumerate(self.people):
            make_contact(person, "email", f"p{place}@example.com")
            for college in self.colleges[: place + 1]:
                make_degree(person, college=college)
                make_degree(person, college=college, level="master")
        self.donors = [
            make_donor(self.people[0], name="甲"), make_donor(self.people[1], name="乙"), make_donor(name="丙"),
            make_donor(name="丁"), make_donor(name="戊", kind="class"),
        ]  # fmt: skip

    def happen(self, what: str, *args) -> None:
        """What the services refuse does not happen."""
        try:
            with transaction.atomic():
                getattr(self, what)(*args)
        except (Refused, Alumnus.DoesNotExist):
            pass

    def give(self, donor: int, year: int, yuan: int, is_anonymous: bool) -> None:
        day = date(year, 3, 1)
        make_gift(self.donors[donor], f"{yuan}.00", self.fund, received_on=day, is_anonymous=is_anonymous)

    def give_to(self, college, donor: int, year: int, yuan: int) -> None:
        make_gift(self.donors[donor], f"{yuan}.00", self.fund, received_on=date(year, 3, 1), college=college)

    def refund(self, which: int, part: int) -> None:
        if gift := _one(Gift.objects.posted().filter(entry="gift"), which):
            left = gifts.left_of(gift)[0]
            if left > 0:
                on = min(gift.received_on + timedelta(days=400 * (part - 1)), timezone.localdate())
                make_refund(gift, (left / part).quantize(Decimal("0.01")), on=on)

    def correct(self, which: int) -> None:
        if gift := _one(Gift.objects.posted().filter(entry="gift"), which):
            make_refund(gift, on=gift.received_on)

    def credit(self, which: int, donor: int) -> None:
        gift = _one(Gift.objects.posted().filter(entry="gift").exclude(donor=self.donors[donor]), which)
        row = Donor.objects.get(pk=self.donors[donor].pk)
        has_one = SoftCredit.objects.filter(gift=gift, donor=row, ended_at=None).exists()
        if gift and row.erased_at is None and not has_one:
            make_soft_credit(gift, row, "spouse")

    def end_credit(self, which: int) -> None:
        if credit := _one(SoftCredit.objects.filter(ended_at__isnull=True), which):
            SoftCredit.objects.filter(pk=credit.pk).update(ended_at=timezone.now())

    def merge(self, kept: int, dropped: int) -> None:
        if kept != dropped:
            donors.merge(kept_id=self.donors[kept].pk, dropped_id=self.donors[dropped].pk, by=self.head)

    def part(self, which: int) -> None:
        if merge := _one(DonorMerge.objects.filter(undone_at__isnull=True), which):
            donors.unmerge(merge_id=merge.pk, by=self.head)

    def say(self, donor: int, given: bool) -> None:
        row = Donor.objects.get(pk=self.donors[donor].pk)
        if row.erased_at is None:
            make_wall_word(row, given=given, shown_as=f"{row.name}家")

    def restrict(self, person: int) -> None:
        Alumnus.objects.filter(pk=self.people[person].pk).update(restricted_at=timezone.now())

    def free(self, person: int) -> None:
        Alumnus.objects.filter(pk=self.people[person].pk).update(restricted_at=None)

    def lose(self, person: int) -> None:
        ContactPoint.objects.filter(alumnus=self.people[person]).update(state="bad")

    def erase(self, person: int) -> None:
        erase_person(person_id=Alumnus.objects.get(pk=self.people[person].pk).pk, by=self.head)


def _one(rows, which: int):
    found = list(rows.order_by("pk"))
    return found[which % len(found)] if found else None


# What a clerk adds up


def given(first: date, last: date) -> dict[int, tuple[Decimal, date]]:
    """{head: (sum, last day)} of the donors of whom something is left of these days."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    days: dict[int, date] = {}
    for gift in Gift.objects.filter(state="posted").select_related("donor"):
        if first <= gift.received_on <= last:
            head = gift.donor.head_id
            sums[head] += gift.amount_cny
            days[head] = max(days.get(head, gift.received_on), gift.received_on)
    return {head: (amount, days[head]) for head, amount in sums.items() if amount > 0}


def kept() -> set[tuple[int, date]]:
    """(person, day on which it came in) of the gifts of people of which something was kept."""
    found = set()
    for gift in Gift.objects.filter(state="posted", entry="gift").select_related("donor"):
        person = Donor.objects.get(pk=gift.donor.head_id).alumnus
        back = sum(row.amount_cny for row in gift.corrections.filter(state="posted"))
        if person and gift.amount_cny + back > 0:
            found.add((person.pk, gift.received_on))
    return found


def contactable() -> set[int]:
    return {
        person.pk for person in Alumnus.objects.prefetch_related("contacts")
        if not (person.merged_into_id or person.archived_at or person.restricted_at) and person.life != "deceased"
        and any(contact.state in ("unverified", "verified") for contact in person.contacts.all())
    }  # fmt: skip


def participants(first: date, last: date) -> set[int]:
    heads = set(given(first, last))
    for credit in SoftCredit.objects.filter(ended_at__isnull=True).select_related("gift", "donor"):
        if credit.gift.state == "posted" and first <= credit.gift.received_on <= last:
            heads.add(credit.donor.head_id)
    people = {donor.alumnus_id for donor in Donor.objects.filter(pk__in=heads) if donor.alumnus_id}
    return people & contactable()


def named() -> dict[int, tuple[str, Decimal, list[int]]]:
    """{head: (shown as, sum, years)} of all whom the wall names."""
    words: dict[int, WallWord] = {}
    for word in WallWord.objects.select_related("donor").order_by("pk"):
        words[word.donor.head_id] = word
    found = {}
    for head, word in words.items():
        person = Donor.objects.select_related("alumnus").get(pk=head).alumnus
        hidden = person and (person.merged_into_id or person.archived_at or person.restricted_at)
        years: dict[int, Decimal] = defaultdict(Decimal)
        for gift in Gift.objects.filter(state="posted", is_anonymous=False).select_related("donor", "corrects"):
            if gift.donor.head_id == head:
                years[(gift.corrects or gift).received_on.year] += gift.amount_cny
        total, shown = sum(years.values(), Decimal(0)), sorted(year for year, amount in years.items() if amount > 0)
        if word.given and not hidden and total > 0 and shown:
            found[head] = (word.shown_as, total, shown)
    return found
