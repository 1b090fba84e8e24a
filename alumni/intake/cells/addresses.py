"""Readers of the columns that say where somebody is; `(reading, text)` as in `facts`."""

from .countries import read_country
from .places import read_address, read_city, read_place, read_postcode, read_province, region_of

MAX_ADDRESS = 300


def country(reading, text):
    found, doubt = read_country(text)
    if found:
        reading.fields["country"] = found
        return
    place = read_place(text)
    if "country" in place:
        put(reading.fields, place)
    else:
        reading.doubt(doubt, "country", text=text)


def province(reading, text):
    if text.isascii():
        reading.fields.setdefault("province", text)
    else:
        put(reading.fields, read_place(text))
        reading.fields.setdefault("province", read_province(text))


def city(reading, text):
    put(reading.fields, read_city(text))


def place(reading, text):
    put(reading.fields, read_place(text))


def put(fields, found):
    for field, value in found.items():
        fields.setdefault(field, value)


def address(reading, text):
    if len(text) > MAX_ADDRESS:
        reading.doubt("text_too_long", "address", limit=MAX_ADDRESS)
        return
    fields = reading.fields
    found, code = read_address(text)
    fields.setdefault("address", found)
    if code and "postcode" not in reading.sheet.columns:
        fields.setdefault("postcode", code)
    residence_province, residence_city = region_of(found)
    if residence_province and "province" not in fields:
        fields["residence_province"] = residence_province
    if residence_city and "city" not in fields:
        fields["residence_city"] = residence_city


def postcode(reading, text):
    found, doubt = read_postcode(text, reading.fields.get("country"))
    if doubt:
        reading.doubt(doubt, "postcode", text=text)
    else:
        reading.fields.setdefault("postcode", found)  # of several, as of several addresses, the first


READERS = {
    "country": country,
    "province": province,
    "city": city,
    "place": place,
    "address": address,
    "address_and_postcode": address,
    "postcode": postcode,
}


def read_place_cell(field):
    return READERS[field]


read_address_cell = read_place_cell
