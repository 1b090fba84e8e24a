from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from alumni_office.accounts import services as accounts
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role

PASSWORD = "alumni-demo-2026"  # everybody knows it: only DEBUG gives it to anyone  # noqa: S105
SINCE = date(2020, 9, 1)
COLLEGE = "main/计算机科学与技术学院"
ALUMNA = "alumna@demo.example"
LEADER = "leader@demo.example"  # who leads a chapter, once there are chapters


@dataclass(frozen=True)
class Login:
    """Someone of the demonstration who can sign in; staff without a role are the superuser."""

    role: Role | None
    email: str
    name: str
    is_staff: bool = True


LOGINS = [
    Login(Role.HEAD, "head@demo.example", "周主任（演示）"),
    Login(Role.STAFF, "staff@demo.example", "李老师（演示）"),
    Login(Role.COLLEGE_OFFICER, "college@demo.example", "计算机学院联络员（演示）"),
    Login(Role.FINANCE, "finance@demo.example", "财务老师（演示）"),
    Login(Role.EDITOR, "editor@demo.example", "编辑老师（演示）"),
    Login(Role.VOLUNTEER_COORDINATOR, "volunteers@demo.example", "志愿者协调员（演示）"),
    Login(Role.AUDITOR, "auditor@demo.example", "审计老师（演示）"),
    Login(None, "admin@demo.example", "系统管理员（演示）"),
    Login(None, ALUMNA, "校友（演示）", is_staff=False),
    Login(None, LEADER, "校友会会长（演示）", is_staff=False),
]


def load_logins(*, colleges: dict[str, int]) -> dict[str, User]:
    """Make the logins that are missing; return them all by e-mail. Outside DEBUG nobody can sign in with them
    until someone sets a password."""
    password = make_password(PASSWORD if settings.DEBUG else None)
    users = {}
    for login in LOGINS:
        is_admin = login.role is None and login.is_staff
        user, created = User.objects.get_or_create(
            email=login.email,
            defaults={"name": login.name, "is_staff": login.is_staff, "is_superuser": is_admin, "password": password},
        )
        if created and login.role:
            college = colleges[COLLEGE] if login.role == Role.COLLEGE_OFFICER else None
            RoleGrant.objects.create(user=user, role=login.role, college_id=college, starts_on=SINCE)
        accounts.trust_address(user=user)
        users[login.email] = user
    return users
