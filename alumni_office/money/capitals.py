"""Amounts in capital Chinese numerals, as receipts and cheques write them.

The rules are those of the People's Bank of China for filling in payment instruments (支付结算办法, 1997, annex 1):
several zeros in a row are one 零; a zero at the end of the yuan may be left out; 整 ends an amount without fen.
"""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ["", "拾", "佰", "仟"]
GROUPS = ["", "万", "亿", "万亿"]


def capitals(amount: Decimal) -> str:
    """10500.5 is 人民币壹万零伍佰元伍角整. Raises ValueError below 0, from 10^16 on, and for parts of a fen."""
    if amount < 0 or amount >= 10**16 or amount * 100 != int(amount * 100):
        raise ValueError(amount)
    yuan, rest = divmod(int(amount * 100), 100)
    jiao, fen = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"人民币{text or '零元'}整"
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif yuan:
        text += "零"
    return f"人民币{text}{DIGITS[fen]}分" if fen else f"人民币{text}整"


def _whole(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text, is_gap = "", False  # whether zeros were left out before what comes next
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            is_gap = True
            continue
        if text and (is_gap or group < 1000):
            text += "零"
        text += _group(group) + _name(place, groups)
        is_gap = False
    return text


def _name(place: int, groups: list[int]) -> str:
    """万 of 亿 says 亿 only where no 亿 of its own follows."""
    if place == 3:
        return "万" if groups[2] else "万亿"
    return GROUPS[place]


def _group(number: int) -> str:
    text = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += DIGITS[digit] + UNITS[place]
        elif text and number % 10**place:
            text += "" if text.endswith("零") else "零"
    return text
