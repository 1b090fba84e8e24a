"""What people call the fields of a roster, and the values that an import changes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models import ContactPoint

GROUPS: list[tuple[Any, dict[str, Any]]] = [
    (
        _("Person"),
        {
            "name": _("Name"),
            "english_name": _("Latin name"),
            "family_name": _("Family name"),
            "given_name": _("Given name"),
            "former_name": _("Former name"),
            "gender": _("Gender"),
            "birth": _("Birth date"),
            "ethnicity": _("Ethnicity"),
            "native_place": _("Native place"),
            "political_status": _("Political affiliation"),
        },
    ),
    (
        _("Studies"),
        {
            "school": _("School"),
            "college": _("College"),
            "major": _("Major"),
            "level": _("Degree level"),
            "class_name": _("Class"),
            "student_no": _("Student number"),
            "enrolment_year": _("Enrolment year"),
            "graduation_year": _("Graduation year"),
            "year_either": _("Enrolment or graduation year"),
            "study_period": _("Years of study"),
            "study_length": _("Length of study"),
            "supervisor": _("Supervisor"),
            "counsellor": _("Counsellor"),
        },
    ),
    (
        _("Work"),
        {
            "employer": _("Employer"),
            "job_title": _("Job title"),
            "employment": _("Employer and job title"),
            "industry": _("Industry"),
        },
    ),
    (
        pgettext_lazy("how to reach a person", "Contact"),
        {
            "mobiles": _("Mobile"),
            "phones": _("Telephone"),
            "emails": _("E-mail"),
            "contact": _("Any way to reach"),
            "wechat": _("WeChat"),
            "qq": "QQ",
            "address": _("Postal address"),
            "postcode": _("Postcode"),
            "address_and_postcode": _("Address and postcode"),
            "country": _("Country or region"),
            "province": _("Province"),
            "city": _("City"),
            "place": _("Place"),
        },
    ),
    (
        pgettext_lazy("columns", "Other"),
        {"honours": _("Honours"), "interests": _("Interests"), "note": _("Notes")},
    ),
]
FIELD_LABELS = {name: label for _group, fields in GROUPS for name, label in fields.items()}
CHANGE_LABELS = {
    **FIELD_LABELS,
    **dict(ContactPoint.Kind.choices),
    "birth_date": FIELD_LABELS["birth"],
    "latin_name": FIELD_LABELS["english_name"],
    "former_names": FIELD_LABELS["former_name"],
    "name_as_written": _("Name as written"),
    "life": _("Living"),
    "notes": FIELD_LABELS["note"],
    "school_id": FIELD_LABELS["school"],
    "college_id": FIELD_LABELS["college"],
    "degree": pgettext_lazy("course of study", "Degree"),
    "employment": _("Job"),
    "is_current": _("Job"),
    "value": FIELD_LABELS["address"],
    "contactpoint": pgettext_lazy("how to reach a person", "Contact"),
    "alumnus": FIELD_LABELS["name"],
}
LEFT = {
    "changed": _("%(what)s: changed since, so it stays."),
    "in_use": _("The person stays: there is more on the record by now."),
    "merged": _("The person was merged with another record since, so the person stays."),
}


def left(entry: dict) -> str:
    """Say what undoing left, and why."""
    what = CHANGE_LABELS.get(entry.get("column") or entry["table"], "")
    return str(LEFT[entry["why"]] % {"what": what})
