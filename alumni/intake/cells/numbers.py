import re

from ..table import LostDigits
from .text import half

ID_CARD = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,3}")
STUDENT_NO = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff ._/-]{0,31}")
SIMPLE = re.compile(r"[A-Za-z]{0,4}\d{4,15}", re.ASCII)
REMARK = re.compile(r"(?<=\w)\([^\d()]+\)$")  # 98001(已转)
WECHAT = re.compile(r"[A-Za-z0-9_][\w-]{1,49}", re.ASCII)


def exact(text):
    """The digits of 1.3800138001E+10, which has kept them all; "" of 1.38E+10, which has not."""
    mantissa, _, exponent = text.lower().replace("+", "").partition("e")
    whole, _, decimals = mantissa.partition(".")
    return whole + decimals if len(decimals) == int(exponent) else ""


def read_student_no(text):
    if type(text) is LostDigits:
        return None, "student_no_lost_digits"
    if SCIENTIFIC.fullmatch(text):
        text = exact(text)
        if not text:
            return None, "student_no_lost_digits"
    if SIMPLE.fullmatch(text):
        return text, None
    text = half(text).lstrip("'`’‘").replace(" ", "").removesuffix(".0")
    text = REMARK.sub("", text)
    if ID_CARD.fullmatch(text):
        return None, "id_card_left_out"
    if not STUDENT_NO.fullmatch(text):
        return None, "student_no_unreadable"
    return text, None


def read_qq(text):
    digits = re.sub(r"^qq\s*(?:号码?)?\s*[:：]?\s*", "", half(text), flags=re.I).replace(" ", "").removesuffix(".0")
    first = re.split(r"[,、;/，；]", digits)[0]
    return (first, None) if re.fullmatch(r"[1-9]\d{4,11}", first) else (None, "qq_unreadable")


def read_wechat(text):
    account = re.sub(r"^(?:微信号?|wechat(?: id)?|weixin)\s*[:：]\s*", "", half(text), flags=re.I).strip(" :：")
    if WECHAT.fullmatch(account) or (0 < len(account) <= 30 and not re.search(r"[<>=@]", account)):
        return account, None
    return None, "wechat_unreadable"
