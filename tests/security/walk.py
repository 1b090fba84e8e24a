"""Every address of the project, found from the resolver, and what an answer means."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import URLResolver, get_resolver, reverse

CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)")


@dataclass(frozen=True)
class Address:
    """`name` as reverse() takes it, or the route itself where there is no name; `route` with {argument} in it."""

    name: str
    route: str

    @property
    def arguments(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.route)

    def path(self, **values) -> str:
        return self.route.format(**values)


def addresses(resolver=None, prefix: str = "/", spaces: tuple[str, ...] = ()) -> list[Address]:
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + _readable(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            found += addresses(pattern, route, spaces + space)
        else:
            found.append(Address(":".join([*spaces, pattern.name]) if pattern.name else route, route))
    return found


def _readable(pattern) -> str:
    text = CONVERTER.sub(lambda match: "{" + (match[1] or match[2]) + "}", str(pattern))
    return text.removeprefix("^").removesuffix("$")


def outcome(response) -> str:
    """sign-in, door (of the desk), claim; in, for who was let in; else the number."""
    if response.status_code in (301, 302, 303):
        target = urlsplit(response["Location"]).path
        doors = {reverse("account_login"): "sign-in", reverse("admin:login"): "door", reverse("alumni:claim"): "claim"}
        return doors.get(target, "in")
    if response.status_code in (200, 204, 400, 409, 422):  # an empty form was looked at
        return "in"
    return str(response.status_code)


def said(response) -> str:
    """Body and headers, as text."""
    body = response.sent if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return body.decode("utf-8", "replace") + headers
