"""In which money a bank's table is. Only yuan is taken: a gift of foreign money needs the rate of its day."""

import re
import unicodedata

from alumni_office.money.currencies import HOME, Currency

from . import bank_columns

TITLES = {"币种", "币别", "货币", "货币种类", "币种名称", "账户币种", "交易币种", "currency", "ccy", "currencycode"}
# Names and the numbers that banks have for it.
_HOME = re.compile(r"\d{0,3}人民币\w*|(cny|rmb)\w*|本位?币|元|156|0{0,2}1|10")
_FOREIGN = re.compile(
    "美元|美金|欧元|日[元圆]|港[币元]|英镑|加元|澳元|新加坡元|瑞士法郎|澳门元|新台币|韩元|"
    + "|".join(rf"{code}\b" for code in Currency.values if code != HOME),
    re.IGNORECASE,
)
_SAID = re.compile(r"(?:币种|币别|货币|currency)\W{0,3}(\w+)", re.IGNORECASE)


def column_of(titles: list[str]) -> int | None:
    """The column that names the money of each line."""
    return next((place for place, title in enumerate(titles) if bank_columns.plain(title) in TITLES), None)


def is_home(text: str) -> bool:
    return _HOME.fullmatch(bank_columns.plain(text)) is not None


def foreign_above(cells: list[str]) -> str:
    """Foreign money that a line above the table names as the account's; "" where it names none."""
    found = _SAID.search(unicodedata.normalize("NFKC", " ".join(cells)))
    word = found[1] if found else ""
    return word if _FOREIGN.match(word) else ""
