"""What one principal is answered everywhere: asked for once, and read by every test that wants to know."""

from dataclasses import dataclass

from .asking import answer, ask, paths, undone
from .rows import written
from .test_methods import WRITES
from .walk import outcome, said


@dataclass(frozen=True)
class Look:
    """The answer to a GET: who was let in (`outcome`), and all that was said, headers too."""

    name: str
    path: str
    side: str
    got: str
    text: str


@dataclass(frozen=True)
class Looks:
    who: str
    all: list[Look]
    touched: list[str]  # tables to which something was written, were it for a moment


def look_around(world, who: str) -> Looks:
    """Every address as `who`, each answer undone. The last walk is kept: tests of one principal stand side by side."""
    if world.looks is None or world.looks.who != who:
        world.looks = None
        world.looks = _walk(world, who)
    return world.looks


def _walk(world, who):
    client, every = world.client(who), list(paths(world))
    with undone():
        looks = [_look(client, *each) for each in every if each[0] in WRITES]
        before = written()
        looks += [_look(client, *each) for each in every if each[0] not in WRITES]
        touched = [table for table, times in written().items() if times != before.get(table)]
    return Looks(who, looks, sorted(touched))


def _look(client, name, path, side):
    with ask(client, "GET", path) as response:
        return Look(name, path, side, outcome(response), said(response))


def who_wrote(world, who: str, tables: list[str]) -> list[str]:
    """The addresses behind such tables, found one by one."""
    client, found = world.client(who), []
    for name, path, _side in paths(world):
        with undone():
            before = written()
            answer(client, "GET", path)
            after = written()
        if any(after.get(table) != before.get(table) for table in tables):
            found.append(f"{path} ({name})")
    return found
