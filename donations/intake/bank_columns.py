"""Which column of a bank's table means what, told by its title; a person may say it otherwise."""

import hashlib
import re
import unicodedata

# What each column is for us, in the order in which the page asks.
ROLES = ["booked_on", "reference", "payer", "credit", "debit", "amount", "direction", "payer_account", "memo", "memo_2"]
TITLES = {
    "booked_on": (
        "交易日期 记账日期 入账日期 日期 交易时间 交易日 记账日 入账时间 date bookingdate transactiondate valuedate"
    ),
    "reference": (
        "交易流水号 流水号 交易流水 核心流水号 银行流水号 主机流水号 交易序号 凭证号 业务编号 "
        "交易编号 reference bankreference transactionid referenceno transactionreference"
    ),
    "payer": (
        "对方户名 对方名称 付款人名称 付款人 对方单位名称 对手户名 对方单位 付款方名称 付款人户名 "
        "付款方户名 对方账户名称 对方账户名 交易对方 payer payername counterparty "
        "counterpartyname"
    ),
    "payer_account": (
        "对方账号 付款人账号 付款方账号 对手账号 对方账户 对方帐号 付款账号 payeraccount counterpartyaccount"
    ),
    "credit": (
        "贷方发生额 贷方金额 收入金额 收入 贷方 贷方发生额收入 收入发生额 转入金额 存入金额 credit creditamount paidin"
    ),
    "debit": (
        "借方发生额 借方金额 支出金额 支出 借方 借方发生额支取 借方发生额支出 支出发生额 转出金额 "
        "debit debitamount paidout"
    ),
    "amount": "交易金额 发生额 金额 amount transactionamount",
    "direction": "借贷标志 借贷方向 收支 收支类型 收支标志 借贷 交易方向 drcr debitcredit direction",
    "memo": ("附言 摘要 用途 交易附言 备注 客户附言 memo remark remarks details purpose narrative description"),
    "memo_2": "交易摘要 交易用途 摘要说明 交易备注 回单个性化信息 additionalinformation",
}
NEEDED = ["booked_on", "reference", "payer"]
_ROLE_OF = {title: role for role, titles in TITLES.items() for title in titles.split()}
WIDEST = 60


def plain(title: str) -> str:
    """A title as titles are compared: width, case, spaces, brackets aside."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title).lower())


def recognised(cells) -> int:
    """How many cells are titles of a bank's table."""
    return len({_role_of(cell) for cell in cells} - {None})


def guess(titles: list[str]) -> dict[str, int]:
    """{role: column} as the titles say; the second text that says what it is for is `memo_2`."""
    found: dict[str, int] = {}
    for column, title in enumerate(titles):
        role = _role_of(title)
        if role in ("memo", "memo_2"):
            role = "memo" if "memo" not in found else "memo_2"
        if role and role not in found:
            found[role] = column
    if "credit" in found:
        found.pop("amount", None)
        found.pop("direction", None)
    return found


def is_enough(columns: dict[str, int]) -> bool:
    return all(role in columns for role in NEEDED) and ("credit" in columns) != ("amount" in columns)


def digest(titles: list[str]) -> str:
    return hashlib.sha256("\n".join(plain(title) for title in titles).encode()).hexdigest()


def _role_of(title: str) -> str | None:
    key = plain(title)[:WIDEST]
    if key in _ROLE_OF:
        return _ROLE_OF[key]
    without = plain(re.sub(r"[(（\[【].*", "", title))
    return _ROLE_OF.get(without)
