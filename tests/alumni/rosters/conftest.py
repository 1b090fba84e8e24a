import pytest

from tests.alumni.intake.samples import COLLEGES
from tests.factories import make_college, make_school, make_user


@pytest.fixture
def university(db):
    """The schools and colleges that the sample rosters speak of."""
    school = make_school("山东大学")
    make_school("山东医科大学", successor=school)
    return {name: make_college(name, school) for name in sorted(COLLEGES)}


@pytest.fixture
def officer(db):
    return make_user()
