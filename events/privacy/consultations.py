from functools import partial

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

own_work = partial(Table, basis=Basis.WORK, kept=Kept.ACCOUNT)

CONSULTATIONS = (
    own_work(
        "events.Consultation", "what a circle of people is asked",
        fields={Kind.TEXT: "title title_en text text_en why why_en report report_en", Kind.LINK: "created_by",
                Kind.STATE: "id promise closes_at state circle circle_id circle_year circle_class circle_name left_out"
                            " reminders opened_at closed_at reported_at key version created_at"},
        because="what it says is the office's word; of its circle it keeps numbers",
    ),
    Table(
        "events.ConsultationQuestion", "what is asked", Basis.NONE, Kept.PLAIN,
        {Kind.PLAIN: "text text_en choices choices_en", Kind.LINK: "consultation",
         Kind.STATE: "id kind is_required order"},
    ),
    Table(
        "events.Asked", "who was asked, and whether there was an answer", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.LINK: "consultation alumnus", Kind.TRACE: "asked_at reminders reminded_at told_at is_answered",
         Kind.STATE: "id"},
        person=("alumnus",), erase=Erase.CLEAR,
        because="the row stays for the consultation's figures, without the person",
    ),
    Table(
        "events.ConsultationAnswer", "what somebody said with the name", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.TEXT: "values", Kind.LINK: "asked question", Kind.STATE: "id at"},
        person=("asked__alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "events.Ballot", "what was said without a name", Basis.NONE, Kept.PLAIN,
        {Kind.PLAIN: "values", Kind.LINK: "question", Kind.STATE: "id"},
        because="nothing leads from it to a person: no copy and no erasure can find it, and the page says so before",
    ),
)  # fmt: skip
