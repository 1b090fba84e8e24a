"""Requests that leave nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie

import pytest
from django.core.handlers import wsgi
from django.db import transaction
from django.http import QueryDict

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


EVERYTHING = "all of the address"
ONE_WORD = ("__getitem__", "__contains__", "_getlist")  # get() asks the first, getlist() the last
ALL_WORDS = ("__iter__", "keys", "items", "lists", "__copy__", "__deepcopy__")


def words_read(client, path: str, words: set[str]) -> set[str]:
    """Those of `words` for which the page looks into its address; all, where it goes through the address as a whole.

    The address holds one word that means nothing. Up to the moment when the page looks for a word it cannot tell that
    address from one that holds this word alone.
    """
    heard = set()

    def noted(name):
        def method(self, *args, **more):
            heard.add(args[0] if name in ONE_WORD else EVERYTHING)
            return getattr(QueryDict, name)(self, *args, **more)

        return method

    listening = type("Listening", (QueryDict,), {name: noted(name) for name in (*ONE_WORD, *ALL_WORDS)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wsgi, "QueryDict", listening)
        with ask(client, "GET", path, {"nothing": "1"}):
            return words if EVERYTHING in heard else words & heard
