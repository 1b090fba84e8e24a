"""How people are reached; none of it reaches anybody.

E-mails end in .example (RFC 2606). Mainland China keeps no numbers free for fiction: mobile numbers
start with 1610 and 1740, which no operator hands out to the public, and telephones have a 0 after
the area code, where no number begins. Abroad the ranges are those that the regulators keep free for
drama. QQ numbers are longer than any that was given out; WeChat names start with demo_.
"""

from .facts import Contact, Person
from .lists import pick
from .names import Name, pinyin
from .places import Place, make_address

DOMAINS = ["mail.example", "mail.example", "post.example", "alumni.example", "letter.example"]
SCATTER = 7_919  # prime to ten, so that neighbours do not have neighbouring numbers


def make_contacts(random, person: Person, name: Name, place: Place) -> None:
    young, old = person.birth_year > 1975, person.birth_year < 1945
    found: list[Contact] = []
    if random() < (0.45 if old else 0.8) and (mobile := make_mobile(person.number, place)):
        found.append(Contact("mobile", mobile))
        if random() < 0.05:
            found.append(Contact("mobile", f"+861740{person.number * SCATTER % 6_000_000:07d}", state="ended"))
    if place.area_code and random() < (0.3 if old else 0.05):
        found.append(Contact("phone", f"+86{place.area_code}0{person.number * SCATTER % 10_000_000:07d}"))
    if random() < (0.2 if old else 0.62):
        found.append(Contact("email", make_email(random, person.number, name)))
    if random() < (0.1 if old else 0.42):
        found.append(Contact("wechat", f"demo_{pinyin(name.surname, name.given) or 'wx'}{person.number}"))
    if young and random() < 0.25:
        found.append(Contact("qq", f"990{person.number:08d}"))
    if random() < (0.75 if old else 0.45):
        postcode = place.postcode
        if place.country == "CN":
            postcode = f"{place.postcode[:4]}{int(random() * 9)}{int(random() * 9)}"
        found.append(Contact("address", make_address(random, place), postcode))
    for contact in found:
        _settle(random, person, contact)
    person.contacts += found


def _settle(random, person: Person, contact: Contact) -> None:
    """What became of a contact: confirmed by the alumnus, dead, or nothing known."""
    if contact.state == "ended":
        return
    if person.life == "deceased":
        contact.state = "ended"
    elif person.is_verified and random() < 0.8:
        contact.state, contact.by_alumnus = "verified", True
        contact.audience = pick(random, ["office", "office", "classmates", "alumni"])
    elif random() < 0.04:
        contact.state = "bad"


def make_mobile(number: int, place: Place) -> str:
    if place.country == "CN":
        return f"+861610{number * SCATTER % 10_000_000:07d}"
    # So few are free that only the first people in each city abroad get one.
    return f"{place.telephones}{number // 30:02d}" if place.telephones and number < 3_000 else ""


def make_email(random, number: int, name: Name) -> str:
    return f"{pinyin(name.surname, name.given) or 'u'}{number}@{pick(random, DOMAINS)}"
