"""A gift that each side's college raised, from its person: a report of donors shows it to its own officer alone."""

from alumni.models import Alumnus
from tests.giving import donor_of, make_gift

from .words import canary


def add(world, side):
    keys = world.keys[side]
    person = Alumnus.objects.get(pk=keys["person"])
    donor = donor_of(person, name=canary(side, "giver"), email=canary(side, "gave@example.com"))
    make_gift(donor, college_id=keys["college"], note={"text": canary(side, "gift note")})
    keys["report_name"] = "top"
