"""What a person has in class reunions, for the tests of the person's rights."""

from alumni.models import Degree
from tests.factories import make_classmate, make_college, make_reunion


def fill(person, canary):
    """Contact person of one reunion, whose class is nobody's secret, with an own answer."""
    degree = Degree(alumnus=person, college=make_college(), graduation_year=2002, class_name="一班", major="数学")
    reunion = make_reunion(degree, wish_text=canary("wish of the class"), state="cancelled", reason=canary("off"))
    make_classmate(reunion, person, "coming", is_own=True, word=canary("word to the class"))
