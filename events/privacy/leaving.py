from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

from .consultations import own_work

LEAVING = (
    own_work(
        "events.LeaveTaking", "whose leave-taking a programme is",
        fields={Kind.PLAIN: "graduation_year passing_domains", Kind.LINK: "programme college",
                Kind.STATE: "id version"},
        because="a year and a college, and nobody's name",
    ),
    Table(
        "events.Leaver", "who takes leave, and has checked the data", Basis.DUTY, Kept.THREE_YEARS,
        {Kind.WISH: "offered_at", Kind.TRACE: "mailed_at opened_at reminded_at checked_at",
         Kind.LINK: "leaving alumnus checked_by", Kind.STATE: "id"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "events.FutureLetter", "letters to oneself that are delivered years ahead", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "text", Kind.SECRET: "refused", Kind.LINK: "alumnus leaver written_by",
         Kind.TRACE: "written_at delivered_at", Kind.WISH: "years due_on", Kind.STATE: "id state attempts key"},
        person=("alumnus",), erase=Erase.DELETE, hidden="text refused key",
        because="whoever makes the copy would read the letter: the writer reads it on the own pages",
    ),
)  # fmt: skip
