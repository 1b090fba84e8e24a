"""The demonstration's logins, shown on the sign-in page of a machine that runs it."""

import re
from dataclasses import dataclass

from django.conf import settings

LINE = re.compile(r"^\s*(?P<role>.*?)[\s:：|]+(?P<email>[^\s|]+@[^\s|]+)[\s|]+(?P<password>[^\s|]+)(?P<may>[\s|].*)?$")


@dataclass(frozen=True)
class Login:
    role: str
    email: str
    password: str
    may: str


def logins() -> list[Login]:
    """Read what `manage.py logins` printed at the start; nothing outside DEBUG or without a demonstration."""
    if not settings.DEBUG:
        return []
    try:
        text = (settings.VAR_DIR / "logins.txt").read_text(encoding="utf-8")
    except OSError:
        return []
    return [
        Login(**{name: (text or "").strip() for name, text in found.groupdict().items()})
        for found in map(LINE.match, text.splitlines())
        if found
    ]
