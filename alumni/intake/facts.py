"""What each kind of column adds to a row: readers `(reading, text)`, by field name."""

import re

from .cells.addresses import read_address_cell, read_place_cell
from .cells.dates import read_date, read_period, read_year
from .cells.emails import read_emails
from .cells.genders import read_gender
from .cells.levels import higher, read_level
from .cells.names import read_latin_name, read_name
from .cells.numbers import read_qq, read_student_no, read_wechat
from .cells.phones import WECHAT_TOO, read_phones
from .cells.work import read_employment
from .colleges import read_college

LIMITS = {"address": 300, "note": 2000, "honours": 2000, "interests": 500}
SAME_AS_PHONE = re.compile(
    r"(?:同|即)?(?:本人)?(?:手机|电话)(?:号码?|同号|号同步|同步)?(?:同步|相同)?"
    r"|(?:手机|电话)?同号|微信同号|同(?:左|上|前)|same(?: as (?:mobile|phone))?",
    re.I,
)


def name(reading, text):
    found = read_name(text)
    fields = reading.fields
    if found.doubt:
        if found.doubt != "control_character":
            reading.doubt(found.doubt, "name", text=text)
            return
        reading.doubt(found.doubt, "name")
    fields["name"] = found.name
    fields["name_as_written"] = found.as_written
    if found.english:
        fields.setdefault("english_name", found.english)
    if found.former:
        fields.setdefault("former_name", found.former)
    if found.gender:
        fields.setdefault("gender", found.gender)
    if found.is_deceased:
        fields["is_deceased"] = True
    if found.note:
        add_note(fields, found.note)


def add_note(fields, text):
    fields["note"] = f"{fields['note']}; {text}" if fields.get("note") else text


def english_name(reading, text):
    found, doubt = read_latin_name(text)
    if doubt:
        reading.doubt(doubt, "english_name", text=text)
    elif found:
        reading.fields["english_name"] = found


def former_name(reading, text):
    found = read_name(text)
    if found.name:
        reading.fields["former_name"] = found.name


def gender(reading, text):
    found, doubt = read_gender(text)
    if doubt:
        reading.doubt(doubt, "gender", text=text)
    else:
        reading.fields["gender"] = found


def birth(reading, text):
    found, doubt = read_date(text, reading.sheet.latest_birth)
    if found and reading.sheet.whole_months and len(found) == 10:
        found = found[:7]
    if found and not "1880" <= found <= reading.sheet.today:
        found, doubt = None, "birth_impossible"
    if doubt:
        reading.doubt(doubt, "birth", text=text)
    else:
        reading.fields["birth"] = found


def year_reader(field):
    def read(reading, text):
        year, suffix, doubt = read_year(text, reading.sheet.latest_graduation)
        if doubt:
            reading.doubt(doubt, field, text=text)
            return
        meant = {"级": "enrolment_year", "届": "graduation_year"}.get(suffix, field)
        put_year(reading, meant, year)

    return read


def put_year(reading, field, year):
    if field == "graduation_year" and year > reading.sheet.latest_graduation:
        reading.doubt("graduation_in_future", field, text=str(year))
    elif field == "enrolment_year" and year > reading.sheet.latest_enrolment:
        reading.doubt("enrolment_in_future", field, text=str(year))
    elif year < 1900:
        reading.doubt(
            "graduation_impossible" if field == "graduation_year" else "enrolment_impossible", field, text=str(year)
        )
    else:
        reading.fields.setdefault(field, year)


def study_period(reading, text):
    enrolled, graduated, doubt = read_period(text, reading.sheet.latest_graduation)
    if doubt:
        reading.doubt(doubt, "graduation_year", text=text)
        return
    put_year(reading, "enrolment_year", enrolled)
    put_year(reading, "graduation_year", graduated)


def level(reading, text):
    found, doubt = read_level(text)
    if doubt:
        reading.doubt(doubt, "level", text=text)
    else:
        reading.fields["level"] = higher(reading.fields.get("level"), found)


def student_no(reading, text):
    found, doubt = read_student_no(text)
    if doubt:
        reading.doubt(doubt, "student_no", text=text)
    else:
        reading.fields["student_no"] = found


def phones(reading, text):
    if "@" in text or "＠" in text or "qq" in text.lower() or "微信" in text:
        contact(reading, text)
    else:
        add_phones(reading, text)


REGIONS = {"台湾": "TW", "香港": "HK", "澳门": "MO"}


def add_phones(reading, text):
    fields = reading.fields
    found = read_phones(text, fields.get("country") or REGIONS.get(fields.get("province")))
    if found.mobiles:
        known = fields.setdefault("mobiles", [])
        known += [number for number in found.mobiles if number not in known]
    if found.phones:
        known = fields.setdefault("phones", [])
        known += [number for number in found.phones if number not in known]
    if found.extensions:
        fields.setdefault("phone_extensions", {}).update(found.extensions)
    if found.is_wechat and found.mobiles:
        fields.setdefault("wechat", found.mobiles[0].removeprefix("+86"))
    if found.doubt:
        reading.doubt(found.doubt, "phones", text=text)


def emails(reading, text):
    found, doubt = read_emails(text)
    known = reading.fields.setdefault("emails", [])
    known += [email for email in found if email not in known]
    if doubt:
        reading.doubt(doubt, "emails", text=text)


EMAIL_PART = re.compile(r"[A-Za-z0-9._+-]+\s*[@＠]\s*[A-Za-z0-9.．。＠-]+(?:[,，](?:com|cn|net|edu)\b[A-Za-z.]*)?")
QQ_PART = re.compile(r"qq\s*(?:号码?)?\s*[:：]?\s*(\d{5,12})", re.I)
WECHAT_PART = re.compile(r"(?:微信号?|wechat|weixin|wx)\s*[:：]\s*([A-Za-z0-9][\w-]{3,29})", re.I)


def contact(reading, text):
    """A cell that may hold anything: numbers, e-mails, QQ and WeChat, in any order."""
    for part in EMAIL_PART.findall(text):
        emails(reading, part)
    text = EMAIL_PART.sub(" ", text)
    for part in QQ_PART.findall(text):
        reading.fields.setdefault("qq", part)
    text = QQ_PART.sub(" ", text)
    for part in WECHAT_PART.findall(text):
        reading.fields.setdefault("wechat", part)
    text = WECHAT_PART.sub(" ", text)
    if re.search(r"\d", text):
        add_phones(reading, text)
    elif "@" in text or "＠" in text:
        reading.doubt("email_invalid", "emails", text=text)


def wechat(reading, text):
    if SAME_AS_PHONE.fullmatch(text) or WECHAT_TOO.fullmatch(text):
        reading.fields["wechat"] = "="
        return
    found, doubt = read_wechat(text)
    if doubt:
        reading.doubt(doubt, "wechat", text=text)
    else:
        reading.fields["wechat"] = found


def qq(reading, text):
    if "@" in text or "＠" in text:
        emails(reading, text)
        return
    found, doubt = read_qq(text)
    if doubt:
        reading.doubt(doubt, "qq", text=text)
    else:
        reading.fields["qq"] = found


def employment(reading, text):
    if len(text) > 200:
        reading.doubt("text_too_long", "employer", limit=200)
        return
    employer, title = read_employment(text)
    if employer:
        reading.fields.setdefault("employer", employer)
    if title:
        reading.fields.setdefault("job_title", title)


def employer(reading, text):
    if {"job_title", "employment"} & reading.sheet.columns:
        plain("employer")(reading, text)
    else:
        employment(reading, text)


def plain(field):
    limit = LIMITS.get(field, 200)

    def read(reading, text):
        if len(text) > limit:
            reading.doubt("text_too_long", field, limit=limit)
        else:
            reading.fields.setdefault(field, text)

    return read


def note(reading, text):
    if len(text) > LIMITS["note"]:
        reading.doubt("text_too_long", "note", limit=LIMITS["note"])
    else:
        add_note(reading.fields, text)


def family_name(reading, text):
    reading.fields["family_name"] = text


def given_name(reading, text):
    reading.fields["given_name"] = text


READERS = {
    "name": name,
    "family_name": family_name,
    "given_name": given_name,
    "english_name": english_name,
    "former_name": former_name,
    "gender": gender,
    "birth": birth,
    "school": plain("school"),
    "college": read_college,
    "major": plain("major"),
    "level": level,
    "class_name": plain("class_name"),
    "student_no": student_no,
    "enrolment_year": year_reader("enrolment_year"),
    "graduation_year": year_reader("graduation_year"),
    "year_either": year_reader("graduation_year"),
    "study_period": study_period,
    "employer": employer,
    "job_title": plain("job_title"),
    "employment": employment,
    "mobiles": phones,
    "phones": phones,
    "contact": contact,
    "emails": emails,
    "wechat": wechat,
    "qq": qq,
    "note": note,
    **{field: read_place_cell(field) for field in ("country", "province", "city", "place")},
    **{field: read_address_cell(field) for field in ("address", "address_and_postcode", "postcode")},
    **{
        field: plain(field)
        for field in (
            "industry",
            "native_place",
            "ethnicity",
            "political_status",
            "supervisor",
            "counsellor",
            "study_length",
            "honours",
            "interests",
        )
    },
}
