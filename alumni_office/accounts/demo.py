"""The demonstration's logins, shown on the sign-in page of a machine that runs it."""

import re
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role

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


def in_words_of_the_page(people: list[Login]) -> list[Login]:
    """Say each role in the reader's language; the file has that of the start."""
    emails = [login.email for login in people]
    roles = dict(RoleGrant.objects.live().filter(user__email__in=emails).values_list("user__email", "role"))
    words = {email: str(Role(role).label) for email, role in roles.items()}
    words |= dict.fromkeys(
        User.objects.filter(email__in=emails, is_superuser=True).values_list("email", flat=True), _("Administrator")
    )
    return [replace(login, role=words.get(login.email, login.role)) for login in people]


def logins() -> list[Login]:
    """Read what `manage.py logins` printed at the start; nothing outside DEBUG or without a demonstration."""
    if not settings.DEBUG:
        return []
    try:
        text = (settings.VAR_DIR / "logins.txt").read_text(encoding="utf-8")
    except OSError:
        return []
    return [Login(**found.groupdict()) for found in map(LINE.match, text.splitlines()) if found]
