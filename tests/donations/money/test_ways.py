"""How a fund's page says that one can give."""

import pytest
from django.urls import reverse

from tests.giving import make_fund
from tests.giving_money import Bank

pytestmark = pytest.mark.django_db


def offers(client, fund):
    page = client.get(reverse("donations:fund", args=[fund.pk])).content.decode()
    link = f'href="{reverse("donations:give")}?fund={fund.pk}"'
    return [word for word in ("现在捐赠", "登记捐赠意向") if word in page], link in page


def test_nothing_is_offered_that_is_not_set_up(client, settings, tmp_path):
    fund = make_fund(is_public=True)
    assert offers(client, fund) == ([], False)
    settings.DONATION_BANK_ACCOUNT, settings.DONATION_BANK_HOLDER = "2200 0011", "教育基金会"
    assert offers(client, fund) == (["登记捐赠意向"], True)
    Bank(tmp_path).settings(settings)
    assert offers(client, fund) == (["现在捐赠"], True)
    settings.PUBLIC_FUNDRAISING_LICENCE = ""
    assert offers(client, fund) == (["登记捐赠意向"], True)
