from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alumni_office.money.amounts import NotAnAmount, read_amount, said


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"), ("1", "1"), ("1.5", "1.50"), ("1,000", "1000"), (" 1", "1"), ("１００", "100"), ("1000元", "1000"),
        ("¥1,234,567.80", "1234567.80"), ("人民币 100 元整", "100"), ("1.500", "1.50"), ("1，000", "1000"),
        ("999999999999.99", "999999999999.99"), ("0001", "1"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_typed(text, amount):
    assert read_amount(text) == Decimal(amount)
    assert read_amount(text).as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not_a_number"), ("-1", "not_a_number"), ("+1", "not_a_number"), ("1e9", "not_a_number"),
        ("NaN", "not_a_number"), ("Infinity", "not_a_number"), ("1,00", "not_a_number"), ("1.", "not_a_number"),
        (".5", "not_a_number"), ("一百", "not_a_number"), ("٣", "not_a_number"), ("1 000", "not_a_number"),
        ("0.001", "too_many_decimals"), ("1000000000000", "too_large"), ("1" * 400, "too_large"),
    ],
)  # fmt: skip
def test_what_is_no_amount_says_why(text, why):
    with pytest.raises(NotAnAmount, match=why):
        read_amount(text)


@given(st.decimals(min_value=0, max_value="999999999999.99", places=2, allow_nan=False))
def test_what_is_said_is_read_again(amount):
    assert read_amount(said(amount)) == amount


def test_other_currencies_say_which():
    assert [said(Decimal("-5"), code) for code in ("CNY", "USD", "CHF")] == ["−¥5.00", "−US$5.00", "−CHF 5.00"]
