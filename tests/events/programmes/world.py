"""What the account of a person holds as a student volunteer, for the tests of the person's rights."""

from events.models import HoursCertificate
from tests.factories import make_assignment, make_programme, make_shift, make_volunteer


def fill(user, by, canary):
    programme = make_programme()
    volunteer = make_volunteer(
        canary("volunteer"), user=user, student_number=canary("student"), phone="13912345678",
        email=canary("volunteer@example.com"),
    )  # fmt: skip
    make_assignment(make_shift(programme), volunteer, correction=canary("correction"))
    HoursCertificate.objects.create(
        volunteer=volunteer, programme=programme, number="V-TEST-1", name=canary("certified"), minutes=240, issued_by=by
    )
