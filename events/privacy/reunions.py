from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

REUNIONS = (
    Table(
        "events.ClassReunion", "the day that a class books, and who speaks for it", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "wish_text hall teacher reason", Kind.LINK: "college event contact place decided_by",
         Kind.STATE: "id graduation_year class_name major level day expected wishes state asked_at decided_at key"
                     " version"},
        person=("contact",), erase=Erase.CLEAR, hidden="key",
        because="the day is the class's; it stays without the contact person",
    ),
    Table(
        "events.Classmate", "who was invited to a reunion of the class, and comes", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.WISH: "answer", Kind.TEXT: "word", Kind.LINK: "reunion alumnus",
         Kind.STATE: "id is_own seats invited_at reminded_at answered_at"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "events.ReunionTask", "what is done of the plan of a reunion", Basis.WORK, Kept.ACCOUNT,
        {Kind.LINK: "reunion done_by", Kind.STATE: "id step done_at"},
        because="says that a step was done, and by whom of the staff",
    ),
)  # fmt: skip
