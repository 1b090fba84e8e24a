"""What a reason's code says to people."""

from django.utils.translation import gettext_lazy as _

AGREEMENTS = {
    "same_name": _("Same name"),
    "former_name": _("Former or other name"),
    "same_reading": _("Same reading"),
    "similar_name": _("Names differ in one character"),
    "same_phone": _("Same telephone"),
    "same_email": _("Same e-mail"),
    "same_wechat": _("Same WeChat"),
    "same_qq": _("Same QQ"),
    "same_student_no": _("Same student number"),
    "same_birth_date": _("Same birth date"),
    "same_birth_year": _("Same year of birth"),
    "near_birth_date": _("Birth dates differ in one digit"),
    "same_graduation_year": _("Graduated in the same year"),
    "same_enrolment_year": _("Enrolled in the same year"),
    "same_college": _("Same college"),
    "same_major": _("Same major"),
    "same_class": _("Same class"),
    "same_employer": _("Same employer"),
    "same_address": _("Same address"),
    "same_native_place": _("Same native place"),
}
DIFFERENCES = {
    "other_name": _("Different names"),
    "other_phone": _("Different telephones"),
    "other_email": _("Different e-mails"),
    "other_student_no": _("Different student numbers"),
    "other_birth_date": _("Different birth dates"),
    "other_gender": _("Different genders"),
    "other_ethnicity": _("Different ethnicities"),
    "other_graduation_year": _("Graduated in different years"),
    "other_enrolment_year": _("Enrolled in different years"),
    "other_college": _("Different colleges"),
    "other_major": _("Different majors"),
    "other_class": _("Different classes"),
}


def agreements(codes: list[str]) -> list[str]:
    return [str(AGREEMENTS[code]) for code in codes if code in AGREEMENTS]


def differences(codes: list[str]) -> list[str]:
    return [str(DIFFERENCES[code]) for code in codes if code in DIFFERENCES]
