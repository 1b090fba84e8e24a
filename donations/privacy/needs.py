from functools import partial

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

own_work = partial(Table, basis=Basis.WORK, kept=Kept.ACCOUNT)
of_answers = partial(Table, basis=Basis.CONSENT, kept=Kept.RECORD)

NEEDS = (
    own_work(
        "donations.Department", "which parts of the university post needs",
        fields={Kind.PLAIN: "name name_en", Kind.LINK: "college contact created_by",
                Kind.STATE: "id closed_at key version created_at"},
        because="a body and its contact, who is a colleague",
    ),
    own_work(
        "donations.Need", "what departments need of alumni or can offer them",
        fields={Kind.TEXT: "title title_en text text_en returned_reason closed_reason",
                Kind.LINK: "department fund college chapter submitted_by approved_by created_by",
                Kind.STATE: "id kind amount quantity industry province city audience state submitted_at published_at"
                            " expires_on closed_at key version created_at"},
        because="the university's own words; it names nobody who answers",
    ),
    of_answers(
        "donations.StandingOffer", "what alumni offer of themselves",
        fields={Kind.TEXT: "text", Kind.WISH: "kind industry province city", Kind.LINK: "alumnus organisation",
                Kind.STATE: "id made_at ended_at key"},
        person=("alumnus",), erase=Erase.DELETE, hidden="key",
    ),
    of_answers(
        "donations.NeedInvitation", "who was told of which need by mail",
        fields={Kind.LINK: "need alumnus offer invited_by", Kind.TRACE: "invited_at", Kind.STATE: "id"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    of_answers(
        "donations.NeedCase", "answers to needs, and how they stand",
        fields={Kind.TEXT: "text told end_reason", Kind.LINK: "need alumnus organisation owner",
                Kind.STATE: "id state answered_at moved_at key"},
        person=("alumnus",), erase=Erase.CLEAR, hidden="key",
        because="that there was an answer counts for the department; person, organisation and words go",
    ),
    of_answers(
        "donations.CaseMove", "when an answer moved on",
        fields={Kind.LINK: "case by", Kind.STATE: "id state at"},
        person=("case__alumnus",), erase=Erase.CLEAR,
        because="states and days, which lead to a case that says nothing of the person any more",
    ),
    of_answers(
        "donations.CaseStep", "who does what by when",
        fields={Kind.TEXT: "what", Kind.LINK: "case assignee", Kind.STATE: "id due_on done_at key"},
        person=("case__alumnus",), erase=Erase.DELETE, hidden="key",
    ),
    of_answers(
        "donations.CaseFile", "documents of an answer",
        fields={Kind.TEXT: "title", Kind.FILE: "file", Kind.LINK: "case added_by", Kind.STATE: "id added_at key"},
        person=("case__alumnus",), erase=Erase.DELETE,
        not_copied="papers of the office about an agreement, given out on request",
    ),
    of_answers(
        "donations.CaseOutcome", "what came of answers",
        fields={Kind.TEXT: "said_to text", Kind.LINK: "case entered_by",
                Kind.STATE: "id kind number amount_cny happened_on entered_at key"},
        person=("case__alumnus",), erase=Erase.CLEAR, hidden="key said_to",
        because="the number stays in the department's count; its words go",
    ),
)  # fmt: skip
