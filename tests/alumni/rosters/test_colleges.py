"""Which college a name means, as far as the office's own list can say."""

import pytest

from alumni.services.rosters.colleges import Directory
from tests.factories import make_college


@pytest.mark.parametrize(
    ("text", "college"),
    [
        ("数学系", "数学学院"),
        ("數學系", "数学学院"),
        ("物理学系", "物理学院"),
        ("医学系", "医学院"),
        ("法学部", "法学院"),
        ("哲学系", None),
    ],
)
def test_a_department_means_the_college_of_its_subject(university, text, college):
    assert Directory().college_name(text) == college


def test_a_department_that_may_mean_two_colleges_means_none(university):
    make_college("物理系", university["物理学院"].school)
    make_college("物理学部", university["物理学院"].school)

    assert Directory().college_name("物理学系") is None
    assert Directory().college_name("物理系") == "物理系"
