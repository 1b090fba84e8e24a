"""What follows from a row as a whole, once its cells are read."""

from .cells.dates import read_year
from .facts import name


def finish(reading):
    """What follows from the row as a whole."""
    fields, sheet = reading.fields, reading.sheet
    if "family_name" in fields or "given_name" in fields:
        join_name(reading)
    if "name" not in fields:
        if "english_name" in fields and not any(reason["field"] == "name" for reason in reading.reasons):
            fields["name"] = fields["name_as_written"] = fields["english_name"]
        elif not any(reason["field"] == "name" for reason in reading.reasons):
            reading.doubt("name_missing", "name")
    for field, value in sheet.defaults.items():
        if field not in fields and not is_contradicted(field, value, reading):
            fields[field] = value
    if "class_name" in fields and "enrolment_year" not in fields:
        enrolment_from_class(fields, sheet)
    enrolled, graduated = fields.get("enrolment_year"), fields.get("graduation_year")
    if enrolled and graduated and graduated < enrolled:
        reading.doubt("years_contradict", "graduation_year", graduation=graduated, enrolment=enrolled)
    if "birth" in fields and (first := enrolled or graduated) and int(fields["birth"][:4]) + 11 > first:
        reading.doubt("birth_impossible", "birth", text=fields.pop("birth"))
    if fields.get("wechat") == "=":
        del fields["wechat"]
        if fields.get("mobiles"):
            fields["wechat"] = fields["mobiles"][0].removeprefix("+86")
    for many in ("mobiles", "emails"):
        fields.setdefault(many, [])


def is_contradicted(field, value, reading):
    """What a heading says of all rows gives way to what the row itself says."""
    if field == "college":
        return any(reason["code"] == "college_unknown" for reason in reading.reasons)
    if field == "graduation_year":
        return value < reading.fields.get("enrolment_year", value)
    if field == "enrolment_year":
        return value > reading.fields.get("graduation_year", value)
    return False


def enrolment_from_class(fields, sheet):
    year, suffix, _ = read_year(fields["class_name"], sheet.latest_enrolment)
    if suffix == "级" and 1890 < year <= fields.get("graduation_year", sheet.latest_enrolment):
        fields["enrolment_year"] = year


def join_name(reading):
    family, given = (reading.fields.pop(part, "") for part in ("family_name", "given_name"))
    whole = f"{given} {family}".strip() if (given + family).isascii() else family + given
    if "name" not in reading.fields:
        name(reading, whole)
    elif whole.isascii():
        reading.fields.setdefault("english_name", whole)
