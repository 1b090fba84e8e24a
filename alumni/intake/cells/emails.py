import re
from functools import lru_cache

from .text import half, is_empty

PLAIN = re.compile(r"[a-z0-9][a-z0-9._+-]*@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,24}")
SHAPE = re.compile(
    r"[A-Za-z0-9!#$%&'*+=?^_`{|}~][A-Za-z0-9!#$%&'*+=?^_`{|}~.-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
AT = re.compile(r"\s*(?:\(at\)|\[at\]|\{at\}|#at#|_at_)\s*|\s+at\s+(?=\S+\.)", re.I)
SPACED_AT = re.compile(r"\s*@\s*")
COMMA_FOR_DOT = re.compile(r"(?<=@)([\w-]+)\s*[,、·]\s*(?=(?:com|cn|net|org|edu|gov)(?![\w@]))", re.I)


@lru_cache(maxsize=4096)
def read_odd_emails(text):
    original = text
    text = half(text).replace("。", ".").replace("﹒", ".").replace("mailto:", "").replace("|", " ").replace("/", " ")
    text = COMMA_FOR_DOT.sub(r"\1.", SPACED_AT.sub("@", AT.sub("@", text))).replace("、", " ")
    found = [email for email in (match.lower() for match in SHAPE.findall(text)) if is_sound(email)]
    rest = SHAPE.sub(" ", text)
    doubt = None
    if "@" in rest or len(found) < text.count("@") or (not found and not is_empty(original)):
        doubt = "email_invalid"
    return tuple(dict.fromkeys(found)), doubt


def is_sound(email):
    local = email.partition("@")[0]
    return len(email) <= 254 and len(local) <= 64 and ".." not in email and not local.endswith(".")


def read_emails(text):
    """(addresses in lower case, doubt)"""
    low = text.lower()
    if PLAIN.fullmatch(low) and is_sound(low):
        return (low,), None
    return read_odd_emails(text)
