"""Applicants and records for the tests of this folder."""

import io

from allauth.account.models import EmailAddress
from PIL import Image

from alumni.models import Verification
from alumni_office.mail.models import Message
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user, numbers

SAID = {"name": "王晓明", "student_no": "199400123", "college": "", "graduation_year": ""}


def make_applicant(**fields):
    number = next(numbers)
    fields = {"email": f"applicant{number}@example.com", "name": "王晓明", "is_staff": False} | fields
    user = make_user(role=None, **fields)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def make_record(name="王晓明", email="ming@mail.example", number="199400123", **degree):
    person = make_alumnus(name)
    make_degree(person, **{"student_no": number, "college": make_college(), "graduation_year": 1998} | degree)
    if email:
        make_contact(person, kind="email", value=email)
    return person


def make_claim(user=None, **fields):
    values = {"name": "王晓明", "student_no": "199400123", "state": "requested"} | fields
    return Verification.objects.create(user=user or make_applicant(), **values)


def picture(form="PNG", size=(60, 40)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form)
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"


def code_sent_last() -> str:
    """The code in the newest mail."""
    text = Message.objects.filter(purpose="alumni.code").latest("pk").text
    return next(line for line in text.splitlines() if line.isdigit())
