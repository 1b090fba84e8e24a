from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

from .consultations import own_work

PROGRAMMES = (
    own_work(
        "events.Programme", "what students do for alumni",
        fields={Kind.TEXT: "title title_en text text_en", Kind.LINK: "event created_by",
                Kind.STATE: "id kind starts_on ends_on time_zone state key version created_at"},
        because="what it says is the office's word",
    ),
    Table(
        "events.Shift", "pieces of work with their hours", Basis.NONE, Kept.PLAIN,
        {Kind.PLAIN: "role role_en where where_en", Kind.LINK: "programme place",
         Kind.STATE: "id starts_at ends_at wanted taken key version"},
    ),
    Table(
        "events.Volunteer", "members of the students' association", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.IDENTITY: "name", Kind.SENSITIVE: "student_number", Kind.CONTACT: "phone email",
         Kind.LINK: "user college", Kind.TRACE: "invited_at", Kind.STATE: "id version"},
        user=("user",), erase=Erase.CLEAR,
        because="emptied, so that shifts and hours stay countable",
    ),
    Table(
        "events.VolunteerYear", "years of membership", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.LINK: "volunteer entered_by", Kind.STATE: "id year entered_at"},
        user=("volunteer__user",), because="a number of the year, once the volunteer is emptied",
    ),
    Table(
        "events.Assignment", "who worked on which shift, and the hours", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.LINK: "shift volunteer signed_up_by confirmed_by", Kind.TEXT: "correction",
         Kind.TRACE: "signed_up_at reminded_at confirmed_at", Kind.STATE: "id state during minutes"},
        user=("volunteer__user",), erase=Erase.CLEAR, hidden="during",
        because="hours without a person, once the volunteer is emptied; the reason of a correction goes",
    ),
    Table(
        "events.HoursCertificate", "certificates of hours", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.IDENTITY: "name", Kind.LINK: "volunteer programme issued_by voided_by", Kind.TEXT: "void_reason",
         Kind.TRACE: "issued_at voided_at", Kind.STATE: "id number minutes"},
        user=("volunteer__user",), erase=Erase.CLEAR,
        because="its number is never given again: it stays, void and without a name",
    ),
)  # fmt: skip
