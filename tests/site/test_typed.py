"""The character 0 in an address: no page breaks on it."""

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from alumni_office.ui.typed import without_null
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_it_counts_as_a_space(rf):
    seen = []
    without_null(lambda request: seen.append(request.GET["q"]))(rf.get("/?q=%E7%8E%8B%00%E4%BC%9F"))
    assert seen == ["王 伟"]


@pytest.mark.parametrize(
    "name",
    ["admin:events_programme_volunteers", "admin:alumni_alumnus_changelist", "admin:donations_fund_changelist"],
)
def test_lists_of_the_desk_are_searched_with_it(client, name):
    client.force_login(make_user(Role.HEAD))
    assert client.get(reverse(name) + "?q=%00%E7%8E%8B&year=%00").status_code == 200
