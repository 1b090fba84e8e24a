"""The words in which mail servers refuse: whether there is such a mailbox, whether it is full, whether it is about us."""

import re

TOO_FAST = re.compile(
    r"frequen|rate.?limit|too many|too fast|throttl|exceed\w* .{0,20}(rate|limit|connections)|try again later"
    r"|频率|频繁|过快|稍后|MI:(STC|CEL|DMC|IMF)\b|mailbox unavailable.{0,20}frequency|4\.7\.28|slow down",
    re.IGNORECASE,
)
NO_SUCH = re.compile(
    r"\b5\.1\.(1|2|3|6|10)\b|user (is )?(unknown|not found|doesn.?t exist)|no such (user|mailbox|recipient|address|person)"
    r"|unknown (user|recipient|mailbox|address)|does(n.?t| not) exist|not exist|recipient (address )?(rejected: )?"
    r"(user )?(unknown|not found)|invalid (recipient|mailbox|user)|mailbox (not found|unavailable|disabled)|mailbox is "
    r"(inactive|disabled)|account (is )?(disabled|inactive|suspended|locked)|\b5\.2\.1\b|address rejected|no mailbox"
    r"|用户不存在|收件人.{0,6}(不存在|未找到|错误)|(邮箱|账号|帐号|地址).{0,4}(不存在|已停用|被禁用|已注销)|MN:|"
    r"host or domain name not found|domain (name )?(not found|does not exist)|NXDOMAIN|unrouteable|bad destination",
    re.IGNORECASE,
)
FULL = re.compile(
    r"\b[45]\.2\.2\b|mailbox (is )?full|over ?quota|quota (is )?(exceeded|full)|insufficient (system )?storage|exceed\w* "
    r".{0,12}(quota|storage)|out of (disk )?space|inbox is (out of storage|full)|邮箱.{0,6}(已满|空间不足|满)|容量|MF:",
    re.IGNORECASE,
)
ABOUT_US = re.compile(
    r"spam|\b5\.7\.|block|black.?list|blocklist|\bRBL\b|\bDNSBL\b|reputation|polic(y|ies)|authenticat|\bSPF\b|\bDKIM\b"
    r"|\bDMARC\b|relay|not permitted|not allowed|denied|suspicious|content|virus|message size|too (large|big)|banned"
    r"|垃圾|拒收|拒绝|信誉|黑名单|内容|反垃圾|DT:|\bIP\b",
    re.IGNORECASE,
)


def kind_of(text: str, code: int = 550) -> str:
    """What a refusal's words say about the address; the number only where they say nothing."""
    if TOO_FAST.search(text) and not NO_SUCH.search(text):
        return "soft"
    if FULL.search(text):
        return "full"
    if NO_SUCH.search(text):
        return "hard"
    if ABOUT_US.search(text):
        return "blocked"
    if code == 552:
        return "full"
    return "unknown" if code >= 500 else "soft"
