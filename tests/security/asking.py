"""Requests that leave nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie

from django.db import transaction

from . import policy
from .walk import addresses


class undone:  # noqa: N801
    """A block whose changes in the database go away at its end."""

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic._from_testcase = True  # as a test of Django's own: durable blocks may stand inside
        self.atomic.__enter__()

    def __exit__(self, *error):
        transaction.set_rollback(True)
        self.atomic.__exit__(*error)


def answer(client, method: str, path: str, data=None, **more):
    response = getattr(client, method.lower())(path, data, **more)
    if response.streaming:
        response.sent = b"".join(response.streaming_content)  # and with that its file is closed
    return response


@contextmanager
def ask(client, method: str, path: str, data=None, **more):
    """The answer; whatever it did is undone after the block, signing out included."""
    cookies = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
    with undone():
        yield answer(client, method, path, data, **more)
    client.cookies = cookies


def paths(world, sides=("ours", "theirs")) -> Iterator[tuple[str, str, str]]:
    """(address, path, side) of everything that can be asked for, with the keys of each side's rows."""
    by_name = {address.name: address for address in addresses()}
    for name, kinds, _cells in policy.lines():
        for side in sides if kinds != "-" else ("",):
            yield name, path_of(by_name[name], kinds, world.keys[side or "ours"]), side


def path_of(address, kinds: str, keys: dict) -> str:
    given = {"act": "report", **keys}
    values = [given[kind] for kind in kinds.split("+")] if kinds != "-" else []
    return address.path(**dict(zip(address.arguments, values, strict=True)))
