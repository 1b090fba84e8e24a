"""A programme on each side, with a shift that a volunteer of the side worked on; ours is the volunteer at the gate."""

from datetime import timedelta

from django.utils import timezone

from alumni_office.mail import tokens
from events.services import programmes
from tests.factories import make_assignment, make_programme, make_shift, make_volunteer

from .words import canary


def add(world, side):
    keys, staff = world.keys[side], world.users["staff"]
    user = {"user": world.users["gate volunteer"]} if side == "ours" else {}
    volunteer = make_volunteer(canary(side, "student"), email=canary(side, "student@example.com"), **user)
    shift = make_shift(make_programme(), starts_at=timezone.now() - timedelta(days=1))
    row = make_assignment(shift, volunteer, state="came")
    programmes.confirm_hours(assignment=row, minutes=120, by=staff)
    certificate = programmes.certify(volunteer=volunteer, programme=shift.programme, by=staff)
    keys |= {
        "volunteer": volunteer.pk, "shift": shift.pk, "programme": shift.programme_id, "assignment": row.pk,
        "certificate": certificate.pk, "certificate_number": certificate.number,
        "volunteer_link": tokens.make("volunteer", volunteer.pk),
    }  # fmt: skip
