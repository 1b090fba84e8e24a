"""Phones, e-mails and addresses for reading: in full, or as much as tells one from another."""

import phonenumbers
from django.utils.translation import gettext as _

from alumni.models import ContactPoint

Kind = ContactPoint.Kind


def readable(kind: str, value: str, postcode: str = "") -> str:
    """Return a normalised value as people write it."""
    if kind in (Kind.MOBILE, Kind.PHONE):
        return readable_phone(value)
    if kind == Kind.ADDRESS:
        return " ".join(filter(None, (value, postcode)))
    return value


def readable_phone(value: str) -> str:
    if value.startswith("+861") and len(value) == 14:
        return value[3:]  # a mobile of the mainland: nearly all are
    number, _sign, extension = value.partition(";ext=")
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return value
    if parsed.country_code == 86:
        national = str(parsed.national_number)
        is_mobile = len(national) == 11 and national.startswith("1")
        shown = national if is_mobile else phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    else:
        shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return _("%(number)s ext. %(extension)s") % {"number": shown, "extension": extension} if extension else shown


def masked(kind: str, value: str, postcode: str = "") -> str:
    """Return what may stand on a page before anybody asked for the value."""
    if kind in (Kind.MOBILE, Kind.PHONE):
        digits = readable_phone(value.partition(";")[0]).replace(" ", "")
        return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 10 else f"{digits[:2]}****"
    if kind == Kind.EMAIL:
        return f"{value[:1]}***@…"
    if kind == Kind.ADDRESS:
        return f"{value[:3]}***"
    return f"{value[:2]}***"


def masked_date(value: str) -> str:
    """1976-09-23 as 1976-**-**."""
    return "-".join([value[:4], *("**" for part in value.split("-")[1:])])
