"""Everyone at every address: who is let in, led elsewhere or refused, against one table."""

from collections import Counter

import pytest

from . import policy
from .asking import ask, paths
from .walk import addresses, outcome

CELLS = {name: cells for name, _kinds, cells in policy.lines()}
pytestmark = pytest.mark.django_db


def test_every_address_has_a_line_and_every_line_an_address():
    found = Counter(address.name for address in addresses())
    assert Counter(name for name, _kinds, _cells in policy.lines()) == found


@pytest.mark.parametrize("who", policy.EVERYBODY)
def test_everyone_is_let_in_exactly_where_the_table_says(world, who):
    client = world.client(who)
    wrong = []
    for name, path, side in paths(world):
        for method, cell in CELLS[name].items():
            with ask(client, method, path) as response:
                got = outcome(response)
            wanted = policy.expected(cell, who, side)
            if got != wanted:
                wrong.append(f"{method} {path} ({name}): {got}, not {wanted}")
    assert not wrong, "\n".join(wrong)
