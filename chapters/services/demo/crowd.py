"""Who of the demonstration's people lives where, so that chapters have members and councils."""

from collections import defaultdict

from alumni.models import Alumnus, Degree, Source
from chapters.demo.places import Row

POOL = 3_000  # people: as many as the smallest demonstration, so that larger ones have the same chapters
LEAST = 1_000
FEW = 8


class Crowd:
    """The people of a place, a trade or a college; those with an account first, then who is verified."""

    def __init__(self):
        living = Alumnus.objects.present().usable().filter(source=Source.DEMO, life=Alumnus.Life.LIVING)
        first = list(living.order_by("pk").values_list("pk", flat=True)[:POOL])
        people = Alumnus.objects.filter(pk__in=first).order_by("pk")
        self.people = sorted(people, key=lambda each: (each.user_id is None, each.verified_at is None, each.pk))
        self.by_college: dict[str, set[int]] = defaultdict(set)
        degrees = Degree.objects.filter(alumnus__in=first, college__isnull=False)
        for person, college in degrees.values_list("alumnus_id", "college__name"):
            self.by_college[college].add(person)

    def of(self, row: Row) -> list[Alumnus]:
        if row.kind == "college":
            return [each for each in self.people if each.pk in self.by_college[row.code]]
        if row.kind == "industry":
            return [each for each in self.people if each.industry == row.code]
        field = "province" if row.kind == "regional" else "country"
        around = [each for each in self.people if getattr(each, field) == row.code]
        near = [each for each in around if row.city in ("", each.city)]
        # In a small place those of the country or province come as well.
        return near if len(near) >= FEW else [*near, *(each for each in around if each not in near)]

    def verified(self, row: Row) -> list[Alumnus]:
        return [each for each in self.of(row) if each.verified_at]
