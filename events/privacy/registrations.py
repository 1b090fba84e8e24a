from functools import partial

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

plain = partial(Table, basis=Basis.NONE, kept=Kept.PLAIN)
own_work = partial(Table, basis=Basis.WORK, kept=Kept.ACCOUNT)

REGISTRATIONS = (
    plain(
        "events.Series", "events that are compared over the years",
        fields={Kind.PLAIN: "kind name name_en about about_en", Kind.STATE: "id order version"},
    ),
    plain(
        "events.Place", "halls and rooms",
        fields={Kind.PLAIN: "name name_en address address_en capacity step_free", Kind.STATE: "id closed_at version"},
    ),
    own_work(
        "events.Event", "what the office, a college or a chapter invites to",
        fields={Kind.TEXT: "title title_en summary summary_en text text_en where where_en online_url fee_note"
                           " fee_note_en cancel_reason",
                Kind.LINK: "series college chapter place copied_from created_by",
                Kind.STATE: "id kind state is_public starts_at ends_at time_zone capacity taken opens_at closes_at"
                            " guests_allowed needs_approval companions_most has_waiting_list moves_up_until"
                            " reminder_days cost key version created_at"},
        because="what it says is the host's word, about the event",
    ),
    plain(
        "events.Session", "parts of events",
        fields={Kind.PLAIN: "title title_en text text_en where where_en", Kind.LINK: "event place",
                Kind.STATE: "id starts_at ends_at is_chosen capacity taken key version"},
    ),
    Table(
        "events.Speaker", "who speaks at an event, and whether the person agreed to be named", Basis.CONSENT,
        Kept.RECORD,
        {Kind.IDENTITY: "name name_en", Kind.WORK: "role role_en", Kind.TEXT: "topic topic_en",
         Kind.LINK: "session alumnus", Kind.WISH: "answer", Kind.STATE: "id answered_at order key version"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    own_work(
        "events.Material", "files of events",
        fields={Kind.FILE: "file", Kind.TEXT: "title title_en", Kind.LINK: "event session added_by",
                Kind.STATE: "id kind is_public key added_at"},
        because="the host's own papers",
    ),
    plain(
        "events.Ticket", "kinds of tickets",
        fields={Kind.PLAIN: "name name_en fee_note fee_note_en", Kind.LINK: "event",
                Kind.STATE: "id holder capacity taken order version"},
    ),
    own_work(
        "events.Invite", "links that let in whoever holds them",
        fields={Kind.TEXT: "label", Kind.LINK: "event ticket made_by", Kind.STATE: "id until made_at ended_at key"},
        because="a link of the host's, to anybody",
    ),
    own_work(
        "events.Group", "registrations that were made together",
        fields={Kind.TEXT: "name", Kind.LINK: "event made_by", Kind.STATE: "id made_at key"},
        because="says which registrations stand together",
    ),
    Table(
        "events.Registration", "who comes to an event", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.IDENTITY: "name reading", Kind.CONTACT: "email phone", Kind.TEXT: "note end_reason",
         Kind.LINK: "event ticket group alumnus invite registered_by",
         Kind.STATE: "id language state seats source code key version registered_at queued_at moved_up_at ended_at"},
        person=("alumnus",), erase=Erase.CLEAR, hidden="code key",
        because="the row stays for the event's figures, without person, name and contacts",
    ),
    Table(
        "events.SessionSeat", "to which parts of an event a registration comes", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.LINK: "registration session", Kind.STATE: "id"}, person=("registration__alumnus",), erase=Erase.CLEAR,
        because="a number of seats, without a person once the registration is cleared",
    ),
    Table(
        "events.Companion", "who comes along", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.IDENTITY: "name", Kind.LINK: "registration", Kind.STATE: "id is_child"},
        person=("registration__alumnus",), erase=Erase.DELETE,
    ),
    plain(
        "events.Question", "what an event asks",
        fields={Kind.PLAIN: "text text_en choices choices_en", Kind.LINK: "event",
                Kind.STATE: "id kind is_required order removed_at key version"},
    ),
    Table(
        "events.QuestionAnswer", "what a registration answered", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.TEXT: "values", Kind.LINK: "registration question", Kind.STATE: "id"},
        person=("registration__alumnus",), erase=Erase.DELETE,
    ),
    own_work(
        "events.EventNotice", "what everybody registered is told",
        fields={Kind.TEXT: "subject text", Kind.LINK: "event made_by",
                Kind.STATE: "id kind of_day made_at done_at key moved"},
        because="the host's words to all",
    ),
    Table(
        "events.EventNoticeMail", "which registration was told of a notice", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.LINK: "notice registration message", Kind.STATE: "id queued_at"}, person=("registration__alumnus",),
        erase=Erase.CLEAR, because="says that a mail was queued, without a person once the registration is cleared",
    ),
)  # fmt: skip
