from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alumni_office.money.capitals import DIGITS, capitals


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("15.67", "壹拾伍元陆角柒分"),
        ("100.01", "壹佰元零壹分"),
        ("101.10", "壹佰零壹元壹角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("10500.5", "壹万零伍佰元伍角整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000001", "壹亿零壹元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("1234567890123.45", "壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分"),
    ],
)
def test_an_amount_in_capitals(amount, said):
    assert capitals(Decimal(amount)) == f"人民币{said}"


@pytest.mark.parametrize("amount", ["-1", "0.001", "1e16", "NaN"])
def test_what_has_no_capitals_is_refused(amount):
    with pytest.raises((ValueError, ArithmeticError)):
        capitals(Decimal(amount))


def read(text):
    """The amount that capitals say, read by the rules of Chinese numerals alone."""
    text = text.removeprefix("人民币").removesuffix("整")
    whole, _, rest = text.partition("元") if "元" in text else ("", "", text)
    fen = 0
    digit = 0
    for char in rest:
        if char in DIGITS:
            digit = DIGITS.index(char)
        else:
            fen += digit * {"角": 10, "分": 1}[char]
    return Decimal(_number(whole)) + Decimal(fen) / 100


def _number(text):
    for unit, factor in (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)):
        if unit in text:
            head, _, tail = text.rpartition(unit)
            return _number(head) * factor + _number(tail)
    text = text.strip("零")
    return DIGITS.index(text) if text else 0


@given(st.decimals(min_value=0, max_value="9999999999999.99", places=2, allow_nan=False))
def test_what_is_written_is_what_is_read(amount):
    said = capitals(amount)
    assert read(said) == amount
    assert "零零" not in said
