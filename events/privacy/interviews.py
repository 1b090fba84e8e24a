from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

from .consultations import own_work

INTERVIEWS = (
    own_work(
        "events.InterviewTeam", "teams of students who visit alumni",
        fields={Kind.TEXT: "name name_en region teacher wishes", Kind.LINK: "programme", Kind.STATE: "id key version"},
        because="the office's word about a team, with the teacher who goes with it; whom it proposes goes when the"
                " programme is done",
    ),
    Table(
        "events.TeamMember", "who is in a team", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.LINK: "team volunteer added_by", Kind.STATE: "id leads added_at"},
        user=("volunteer__user",), erase=Erase.DELETE,
    ),
    Table(
        "events.InterviewTarget", "whom a team is to interview, and what the person lets it see", Basis.CONSENT,
        Kept.THREE_YEARS,
        {Kind.WISH: "opened", Kind.TEXT: "word", Kind.LINK: "team alumnus chosen_by",
         Kind.TRACE: "chosen_at asked_at answered_at interviewed_on", Kind.STATE: "id state"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "events.InterviewReport", "what a team wrote about an interview", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.TEXT: "title text answer", Kind.LINK: "target written_by decided_by",
         Kind.TRACE: "submitted_at decided_at suggested_at", Kind.STATE: "id state key version"},
        person=("target__alumnus",), erase=Erase.DELETE, hidden="key written_by",
    ),
)  # fmt: skip
