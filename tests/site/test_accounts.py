from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import Role
from tests.factories import make_college, make_user

pytestmark = pytest.mark.django_db

LIST = reverse("admin:accounts_user_changelist")


@pytest.fixture
def head(client):
    user = make_user(Role.HEAD, name="王主任")
    client.force_login(user)
    return user


def form(user, *grants):
    """What the browser sends: existing grants first, by their primary key."""
    data = {
        "name": user.name,
        "email": user.email,
        "is_staff": "on",
        "is_active": "on",
        "grants-TOTAL_FORMS": len(grants),
        "grants-INITIAL_FORMS": sum("id" in grant for grant in grants),
        "grants-MIN_NUM_FORMS": 0,
        "grants-MAX_NUM_FORMS": 1000,
    }
    for number, grant in enumerate(grants):
        data |= {f"grants-{number}-{name}": value for name, value in grant.items()}
        data[f"grants-{number}-user"] = user.pk
    return data


def page_of(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.HEAD, Role.COLLEGE_OFFICER)])
@pytest.mark.parametrize("name", ["user_changelist", "user_add", "rolegrant_changelist"])
def test_only_who_grants_roles_sees_users(client, role, name):
    client.force_login(make_user(role))
    assert client.get(reverse(f"admin:accounts_{name}")).status_code == 403


@pytest.mark.parametrize("n", [1, 5])
def test_users_are_listed_with_their_roles_of_today(client, head, django_assert_num_queries, n):
    for _ in range(n):
        make_user(Role.COLLEGE_OFFICER, college=make_college(), name="陈老师")
    former = make_user(Role.AUDITOR, name="赵老师")
    former.grants.update(starts_on=timezone.localdate() - timedelta(9), ends_on=timezone.localdate() - timedelta(1))

    # session, user, grants for permission; two counts, users, their grants
    with django_assert_num_queries(7):
        response = client.get(LIST, headers={"accept-language": "en"})

    admin = response.context["cl"].model_admin
    roles = [(user.name, admin.roles(user)) for user in response.context["cl"].result_list]
    assert sorted(set(roles)) == sorted(
        {("王主任", "Head of office"), ("赵老师", ""), ("陈老师", "College officer (数学学院)")}
    )


def test_a_new_user_works_at_the_desk_under_a_lower_case_address(client, head):
    password = {"password1": "correct horse", "password2": "correct horse"}
    data = {"name": "孙丽", "email": "Sun.Li@Example.EDU.cn"} | password
    response = client.post(reverse("admin:accounts_user_add"), data)
    user = User.objects.get(name="孙丽")
    assert response.url == page_of(user)
    assert (user.email, user.is_staff, user.is_superuser) == ("sun.li@example.edu.cn", True, False)
    assert user.check_password("correct horse")


def test_an_address_is_taken_however_it_is_written(client, head):
    make_user(email="sun@example.edu.cn")
    password = {"password1": "correct horse", "password2": "correct horse"}
    response = client.post(
        reverse("admin:accounts_user_add"), {"name": "孙丽", "email": "SUN@example.edu.cn"} | password
    )
    assert response.context["adminform"].form.has_error("email", "unique")
    assert User.objects.count() == 2


def test_granting_a_role_remembers_who_granted_it(client, head):
    user = make_user(None)
    response = client.post(page_of(user), form(user, {"role": Role.EDITOR, "starts_on": "2026-01-05"}))
    assert response.status_code == 302
    assert list(user.grants.values_list("role", "granted_by", "starts_on__year")) == [(Role.EDITOR, head.pk, 2026)]


def test_a_role_runs_out_on_its_day_and_keeps_who_gave_it(client, head):
    user = make_user(Role.EDITOR)
    grant = user.grants.get()
    first = make_user(Role.HEAD)
    RoleGrant.objects.filter(pk=grant.pk).update(granted_by=first, starts_on="2026-01-05")
    changed = {"id": grant.pk, "role": Role.AUDITOR, "starts_on": "2020-01-05", "ends_on": "2099-02-01"}
    client.post(page_of(user), form(user, changed))
    grant.refresh_from_db()
    assert (grant.role, str(grant.starts_on), str(grant.ends_on), grant.granted_by) == (
        Role.EDITOR, "2026-01-05", "2099-02-01", first,
    )  # fmt: skip


def test_a_role_is_not_ended_in_the_past(client, head):
    user = make_user(Role.EDITOR)
    grant = user.grants.get()
    yesterday = timezone.localdate() - timedelta(1)
    RoleGrant.objects.filter(pk=grant.pk).update(starts_on="2026-01-05")
    response = client.post(page_of(user), form(user, {"id": grant.pk, "ends_on": yesterday.isoformat()}))
    assert list(response.context["inline_admin_formsets"][0].formset.errors[0]) == ["ends_on"]


@pytest.mark.parametrize(
    ("role", "with_college", "field"),
    [(Role.COLLEGE_OFFICER, False, "college"), (Role.EDITOR, True, "college")],
)
def test_a_college_goes_with_a_college_officer_and_with_nobody_else(client, head, role, with_college, field):
    user = make_user(None)
    college = make_college().pk if with_college else ""
    response = client.post(page_of(user), form(user, {"role": role, "college": college, "starts_on": "2026-01-05"}))
    errors = response.context["inline_admin_formsets"][0].formset.errors
    assert list(errors[0]) == [field]
    assert not user.grants.exists()


def test_a_role_does_not_end_before_it_begins(client, head):
    user = make_user(None)
    grant = {"role": Role.EDITOR, "starts_on": "2026-02-01", "ends_on": "2026-01-01"}
    response = client.post(page_of(user), form(user, grant))
    assert list(response.context["inline_admin_formsets"][0].formset.errors[0]) == ["ends_on"]
    assert not user.grants.exists()


def test_the_page_of_a_user_says_what_each_role_may_do(client, head):
    page = client.get(page_of(head), headers={"accept-language": "en"}).content.decode()
    assert "Reads who looked at, changed and exported what; changes nothing." in page


def test_a_head_of_office_cannot_make_or_take_over_a_superuser(client, head):
    boss = make_user(None, is_superuser=True, name="系统管理员")
    assert client.post(page_of(boss), form(boss) | {"name": "别人"}).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[boss.pk])).status_code == 403
    user = make_user(None)
    client.post(page_of(user), form(user) | {"is_superuser": "on", "user_permissions": "1"})
    user.refresh_from_db()
    boss.refresh_from_db()
    assert (user.is_superuser, user.user_permissions.count(), boss.name) == (False, 0, "系统管理员")


def test_nobody_locks_themselves_out(client, head):
    grant = head.grants.get()
    data = form(head, {"id": grant.pk, "role": Role.HEAD, "starts_on": grant.starts_on.isoformat()})
    del data["is_active"], data["is_staff"]
    assert client.post(page_of(head), data).status_code == 302
    head.refresh_from_db()
    assert (head.is_active, head.is_staff) == (True, True)


def test_users_and_grants_are_never_deleted(client, head):
    user = make_user(Role.EDITOR)
    assert client.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 403
    grant = user.grants.get()
    assert client.post(reverse("admin:accounts_rolegrant_delete", args=[grant.pk]), {"post": "yes"}).status_code == 403
    assert RoleGrant.objects.filter(pk=grant.pk).exists()


def test_a_new_password_is_set_for_someone_who_forgot_it(client, head):
    user = make_user(Role.EDITOR)
    data = {"password1": "battery staple", "password2": "battery staple"}
    assert client.post(reverse("admin:auth_user_password_change", args=[user.pk]), data).status_code == 302
    user.refresh_from_db()
    assert user.check_password("battery staple")


def test_role_grants_show_which_hold_today(client, head):
    make_user(Role.COLLEGE_OFFICER, college=make_college())
    former = make_user(Role.EDITOR)
    former.grants.update(starts_on="2020-01-01", ends_on="2020-12-31")
    response = client.get(reverse("admin:accounts_rolegrant_changelist"))
    admin = response.context["cl"].model_admin
    assert {grant.role: admin.is_live(grant) for grant in response.context["cl"].result_list} == {
        Role.HEAD: True,
        Role.COLLEGE_OFFICER: True,
        Role.EDITOR: False,
    }
