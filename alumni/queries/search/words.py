"""From the one search box to conditions: what each word may mean."""

import re
import unicodedata

from django.utils import timezone

from alumni_office.accounts.models import Reach
from alumni_office.names import fold

from .condition import BEYOND, Condition
from .terms import Kind, beginnings, number

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
YEAR = re.compile(r"([0-9]{2}|[0-9]{4})([级級届屆])")
NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
MOST_WORDS = 8
MOST_LETTERS = 60


def split(text: str) -> list[str]:
    """Return the words of a search: separated by any space, the full-width one too."""
    plain = unicodedata.normalize("NFKC", text.replace("\x00", " "))[:400]
    return list(dict.fromkeys(word[:MOST_LETTERS] for word in plain.split()))[:MOST_WORDS]


def condition(word: str, *, contacts: Reach) -> Condition:
    """Return what `word` may stand for; phones and e-mails only of people within `contacts`."""
    if match := YEAR.fullmatch(word.translate(NUMERALS)):
        kind = Kind.ENROLLED if match[2] in "级級" else Kind.GRADUATED
        return Condition(terms=[number(kind, full_year(match[1]))])
    folded = fold(word)
    found = Condition(fragment=folded if len(folded) > 1 else "")
    if folded and not folded.isdecimal():
        found.name = folded
        found.begins, found.is_begun = beginnings(folded)
        found.ranks = (1, 3) if HAN.search(folded) else (1, 2, 3)
    if re.fullmatch(r"(19|20)[0-9]{2}", word):
        found.terms = [number(Kind.GRADUATED, int(word)), number(Kind.ENROLLED, int(word))]
        return found  # student numbers, telephones and the like that begin so are too many to be meant
    if re.fullmatch(r"[A-Za-z]{0,4}\d[0-9A-Za-z-]{2,}", word):
        for start in dict.fromkeys((word, word.upper(), word.lower())):
            found.facts.append(("alumni_degree", "alumnus_id", *prefix("student_no", start)))
    if contacts:
        found.facts += [
            (table, person, *within(contacts, where, values)) for table, person, where, values in contact_facts(word)
        ]
    return found


def full_year(digits: str) -> int:
    """Return 1998 for "98" and 2002 for "02": two digits mean the hundred years up to four from now."""
    if len(digits) == 4:
        return int(digits)
    year = timezone.localdate().year // 100 * 100 + int(digits)
    return year if year <= timezone.localdate().year + 4 else year - 100


def contact_facts(word: str) -> list[tuple[str, str, str, tuple]]:
    facts = []
    digits = re.sub(r"[\s()-]", "", word)
    if re.fullmatch(r"\+?\d{3,15}", digits):
        starts = (
            [digits] if digits.startswith("+") else [f"+86{digits.removeprefix('0')}", f"+{digits.removeprefix('00')}"]
        )
        for start in dict.fromkeys(starts):
            where, values = prefix("value", start)
            facts.append(("alumni_contactpoint", "alumnus_id", f"kind IN ('mobile', 'phone') AND {where}", values))
        where, values = prefix("value", digits)
        facts.append(("alumni_contactpoint", "alumnus_id", f"kind = 'qq' AND {where}", values))
    # A plain word of a few letters is a name; beginnings of e-mail addresses have a sign or a digit, or are long.
    if re.fullmatch(r"[\w.+-]+(@[\w.-]*)?", word, re.ASCII) and (re.search(r"[@\d._-]", word) or len(word) >= 6):
        where, values = prefix("value", word.lower())
        facts.append(("alumni_contactpoint", "alumnus_id", f"kind IN ('email', 'wechat') AND {where}", values))
    return facts


def within(reach: Reach, where: str, values: tuple) -> tuple[str, tuple]:
    """Whoever may see contacts of some people only must not learn of others that they have this one."""
    if reach.everyone:
        return where, values
    colleges = [number(Kind.COLLEGE, college) for college in sorted(reach.college_ids)]
    return (
        f"{where} AND (SELECT s.terms && %s FROM alumni_searchdoc s WHERE s.person_id = alumnus_id)",
        (*values, colleges),
    )


def prefix(column: str, start: str) -> tuple[str, tuple]:
    return f"{column} >= %s AND {column} < %s", (start, start + BEYOND)


def asks_for_terms(folded: str) -> bool:
    """One character is a piece of a name; two may be a piece of a college, an employer, a city."""
    return len(folded) >= (2 if HAN.search(folded) or folded.isdecimal() else 3)


def end(fragment: str) -> str:
    """The first key of terms that `fragment` does not begin; what is too short to be a piece must be the whole."""
    return fragment + (BEYOND if asks_for_terms(fragment) else "\x01")
