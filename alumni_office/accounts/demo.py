"""The demonstration's logins, shown on the sign-in page of a machine that runs it."""

import re
from dataclasses import dataclass

from django.conf import settings

LINE = re.compile(r"^\s*(?P<role>.*?)[\s:：|]+(?P<email>[^\s|]+@[^\s|]+)[\s|]+(?P<password>[^\s|]+)(?:[\s|].*)?$")


@dataclass(frozen=True)
class Login:
    role: str
    email: str
    password: str


def common_password(people: list[Login]) -> str:
    """The password of all of them, where it is one."""
    passwords = {login.password for login in people}
    return passwords.pop() if len(passwords) == 1 else ""


def logins() -> list[Login]:
    """Read what `manage.py logins` printed at the start; nothing outside DEBUG or without a demonstration."""
    if not settings.DEBUG:
        return []
    try:
        text = (settings.VAR_DIR / "logins.txt").read_text(encoding="utf-8")
    except OSError:
        return []
    return [Login(**found.groupdict()) for found in map(LINE.match, text.splitlines()) if found]
