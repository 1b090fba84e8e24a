"""Why a row is doubtful, refused or no person: codes, and a sentence for each."""

from django.utils.translation import gettext_lazy as _

EXCERPT = 60

ERRORS = {
    "name_missing": _("The name is missing."),
    "name_formula": _("“%(text)s” is a formula, not a name."),
    "name_markup": _("“%(text)s” is markup, not a name."),
    "name_too_long": _("The name is longer than 60 characters."),
    "name_not_a_name": _("“%(text)s” is not a name."),
    "college_unknown": _("There is no college “%(text)s”. Choose the college that is meant."),
    "graduation_in_future": _("The graduation year %(text)s lies in the future."),
    "graduation_impossible": _("The graduation year %(text)s is impossible."),
    "enrolment_in_future": _("The enrolment year %(text)s lies in the future."),
    "enrolment_impossible": _("The enrolment year %(text)s is impossible."),
    "years_contradict": _("The graduation year %(graduation)s is before the enrolment year %(enrolment)s."),
}
WARNINGS = {
    "control_character": _("A control character was taken out; the rest is kept."),
    "gender_unknown": _("“%(text)s” is no known gender; it was left out and the rest is kept."),
    "date_unreadable": _("The date “%(text)s” could not be read; it was left out and the rest is kept."),
    "birth_impossible": _("The date of birth “%(text)s” is impossible; it was left out and the rest is kept."),
    "year_unreadable": _("The year “%(text)s” could not be read; it was left out and the rest is kept."),
    "level_unknown": _("“%(text)s” is no known degree; it was left out and the rest is kept."),
    "phone_too_short": _("The number “%(text)s” is too short; it was left out and the rest is kept."),
    "phone_unreadable": _("“%(text)s” is not a telephone number; it was left out and the rest is kept."),
    "phone_without_area": _("The number “%(text)s” lacks its area code; it was left out and the rest is kept."),
    "phone_lost_digits": _(
        "The spreadsheet has lost digits of the number “%(text)s”; it was left out and the rest is kept."
    ),
    "email_invalid": _("“%(text)s” is not an e-mail address; it was left out and the rest is kept."),
    "student_no_lost_digits": _(
        "The spreadsheet has lost digits of the student number “%(text)s”; it was left out and the rest is kept."
    ),
    "student_no_unreadable": _("“%(text)s” is not a student number; it was left out and the rest is kept."),
    "id_card_left_out": _("An ID-card number was left out; such numbers are not collected. The rest is kept."),
    "postcode_unreadable": _("“%(text)s” is not a postcode; it was left out and the rest is kept."),
    "country_unknown": _("The country “%(text)s” is not known; it was left out and the rest is kept."),
    "qq_unreadable": _("“%(text)s” is not a QQ number; it was left out and the rest is kept."),
    "wechat_unreadable": _("“%(text)s” is not a WeChat account; it was left out and the rest is kept."),
    "english_name_unreadable": _("“%(text)s” is not a name in Latin letters; it was left out and the rest is kept."),
    "text_too_long": _("A text is longer than %(limit)s characters; it was left out and the rest is kept."),
}
SKIPS = {
    "total_line": _("A line of totals, not a person."),
    "note_line": _("A note, not a person."),
    "repeated_header": _("The column titles again, not a person."),
    "section_line": _("A heading between the rows, not a person."),
    "example_line": _("An example of how to fill in the form, not a person."),
    "only_number": _("Nothing but a running number."),
}
SENTENCES = {**ERRORS, **WARNINGS, **SKIPS}


def reason(code, field, **params):
    if "text" in params and len(params["text"]) > EXCERPT:
        params["text"] = params["text"][:EXCERPT] + "…"
    return {"code": code, "field": field, "params": params}


def sentence(reason):
    return SENTENCES[reason["code"]] % reason["params"]


def status_of(reasons):
    codes = {reason["code"] for reason in reasons}
    if codes & SKIPS.keys():
        return "skip"
    if codes & ERRORS.keys():
        return "error"
    return "warning" if codes else "ok"
