"""Tables whose rows are about alumni."""

from functools import partial

from .terms import Basis, Erase, Kept, Kind, Table

SOURCED = "source entered_at"
SOURCED_LINKS = "roster_row entered_by"
of_record = partial(Table, basis=Basis.DUTY, kept=Kept.RECORD, erase=Erase.DELETE)
by_consent = partial(Table, basis=Basis.CONSENT, kept=Kept.RECORD, erase=Erase.DELETE)

ABOUT = (
    Table(
        "alumni.Evidence", "shows who someone is who claims a record", Basis.CONSENT, Kept.DECISION,
        {Kind.FILE: "file", Kind.STATE: "id kind size uploaded_at deleted_at", Kind.LINK: "verification"},
        person=("verification__alumnus",), user=("verification__user",), erase=Erase.DELETE,
    ),
    Table(
        "alumni.Challenge", "proves that an address is the person's", Basis.CONSENT, Kept.MINUTES,
        {Kind.CONTACT: "value", Kind.SECRET: "code_hash", Kind.LINK: "user alumnus verification",
         Kind.WISH: "audience", Kind.STATE: "id purpose kind tries created_at expires_at used_at"},
        person=("alumnus",), user=("user",), erase=Erase.DELETE, hidden="code_hash",
    ),
    Table(
        "alumni.Verification", "connects an account with a record", Basis.CONSENT, Kept.ACCOUNT,
        {Kind.IDENTITY: "name", Kind.STUDY: "student_no college college_line graduation_year",
         Kind.TEXT: "statement answer", Kind.LINK: "user alumnus decided_by",
         Kind.STATE: "id state created_at decided_at"},
        person=("alumnus",), user=("user",), erase=Erase.DELETE,
    ),
    Table(
        "alumni.CorrectionLink", "lets the person correct the record without an account", Basis.DUTY, Kept.WEEK,
        {Kind.CONTACT: "email", Kind.SECRET: "token_hash", Kind.LINK: "alumnus sent_by",
         Kind.STATE: "id created_at expires_at opened_at revoked_at saved_at"},
        person=("alumnus",), erase=Erase.DELETE, hidden="token_hash",
    ),
    Table(
        "alumni.ChangeRequest", "corrections that the college decides, hints from classmates", Basis.LAW, Kept.RECORD,
        {Kind.IDENTITY: "values base", Kind.TEXT: "statement answer", Kind.LINK: "alumnus degree asked_by decided_by",
         Kind.STATE: "id kind state asked_at key decided_at"},
        person=("alumnus",), user=("asked_by",), erase=Erase.DELETE, hidden="key asked_by",
    ),
    Table(
        "alumni.Card", "shows that the person is an alumnus", Basis.CONSENT, Kept.RECORD,
        {Kind.SENSITIVE: "number", Kind.SECRET: "token", Kind.LINK: "alumnus", Kind.STATE: "id issued_at withdrawn_at"},
        person=("alumnus",), erase=Erase.DELETE, hidden="token",
    ),
    by_consent(
        "alumni.Profile", "what the person shows to whom",
        fields={Kind.FILE: "photo", Kind.TEXT: "languages offer", Kind.LINK: "alumnus", Kind.STATE: "id updated_at",
                Kind.WISH: "listed photo_audience place_audience career_audience languages_audience offer_audience"
                           " takes_messages"},
        person=("alumnus",),
    ),
    by_consent(
        "alumni.PersonalMessage", "letters between alumni",
        fields={Kind.TEXT: "subject text", Kind.LINK: "sender recipient",
                Kind.STATE: "id sent_at key reported_at handled_at"},
        person=("sender", "recipient"), hidden="key",
    ),
    by_consent(
        "alumni.MessageRefusal", "whose letters the person does not take",
        fields={Kind.WISH: "alumnus refused", Kind.STATE: "id at"}, person=("alumnus", "refused"),
        because="being refused is somebody else's wish: a copy shows one's own refusals only",
    ),
    of_record(
        "alumni.ContactPoint", "reaching the person", person=("alumnus",),
        fields={Kind.CONTACT: "value postcode", Kind.WISH: "audience", Kind.LINK: "alumnus " + SOURCED_LINKS,
                Kind.STATE: "id kind state verified_at " + SOURCED},
    ),
    Table(
        "alumni.Consent", "proof of what the person allowed", Basis.LAW, Kept.RECORD,
        {Kind.WISH: "purpose channel given", Kind.TEXT: "wording", Kind.LINK: "alumnus by", Kind.STATE: "id source at"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    of_record(
        "alumni.Honour", "honours of alumni", person=("alumnus",),
        fields={Kind.WORK: "title awarded_by year", Kind.LINK: "alumnus " + SOURCED_LINKS, Kind.STATE: "id " + SOURCED},
    ),
    of_record(
        "alumni.AlumnusTag", "finding people again", person=("alumnus",),
        fields={Kind.TEXT: "tag", Kind.LINK: "alumnus " + SOURCED_LINKS, Kind.STATE: "id " + SOURCED},
    ),
    of_record(
        "alumni.Interaction", "regular contact with alumni", person=("alumnus",),
        fields={Kind.TEXT: "summary", Kind.LINK: "alumnus " + SOURCED_LINKS,
                Kind.STATE: "id kind happened_on " + SOURCED},
    ),
    of_record(
        "alumni.Employment", "where alumni work", person=("alumnus",),
        fields={Kind.WORK: "employer job_title started_on ended_on is_current", Kind.LINK: "alumnus " + SOURCED_LINKS,
                Kind.STATE: "id " + SOURCED},
    ),
    # Before the degrees, which it holds: rows are erased in the order of this list.
    of_record(
        "alumni.Liaison", "who speaks for a class and is asked about it", person=("alumnus",),
        fields={Kind.LINK: "alumnus degree appointed_by", Kind.STATE: "id from_on until_on"}, hidden="appointed_by",
    ),
    of_record(
        "alumni.Degree", "who studied what, where and when", person=("alumnus",),
        fields={Kind.STUDY: "school college major level class_name student_no enrolment_year graduation_year"
                            " supervisor",
                Kind.LINK: "alumnus " + SOURCED_LINKS, Kind.STATE: "id " + SOURCED},
    ),
    of_record(
        "alumni.PersonListEntry", "lists that the office's staff make by hand", person=("alumnus",),
        fields={Kind.LINK: "list alumnus added_by", Kind.STATE: "id added_at"}, hidden="added_by",
    ),
    of_record(
        "alumni.DuplicateCandidate", "finding two records of one person", person=("low", "high"),
        fields={Kind.TEXT: "reasons", Kind.LINK: "low high decided_by", Kind.STATE: "id score state decided_at"},
        not_copied="says as much about somebody else as about the person",
    ),
    of_record(
        "alumni.Merge", "joining two records of one person, so that it can be taken back",
        person=("kept", "dropped"),
        fields={Kind.TEXT: "journal", Kind.LINK: "kept dropped by undone_by", Kind.STATE: "id at undone_at"},
    ),
    Table(
        "alumni.RosterRow", "what a college's file said", Basis.DUTY, Kept.RECORD,
        {Kind.TEXT: "raw fields reasons changes journal", Kind.LINK: "roster alumnus candidates decision",
         Kind.STATE: "id sheet number status outcome digest applied_at undone_at"},
        person=("alumnus",), erase=Erase.CLEAR, hidden="journal candidates digest decision",
        because="the counts of the roster stay right; the file is rewritten without the row",
    ),
    Table(
        "alumni.DataRequest", "requests of people about their data", Basis.LAW, Kept.THREE_YEARS,
        {Kind.IDENTITY: "relative_name about", Kind.CONTACT: "relative_email", Kind.TEXT: "statement answer",
         Kind.LINK: "alumnus user decided_by",
         Kind.STATE: "id kind is_from_relative state asked_at due_on key decided_at"},
        person=("alumnus",), user=("user",), erase=Erase.CLEAR, hidden="key relative_name relative_email",
        because="that there was a request, of what kind and how it was answered, is kept for three years",
    ),
    of_record(
        "alumni.SearchKey", "the search", person=("person",),
        fields={Kind.IDENTITY: "key", Kind.LINK: "person", Kind.STATE: "id rank seniority"},
        because="written by the database from the record, and taken away with it",
        not_copied="made from the values of the record, which are in the copy",
    ),
    of_record(
        "alumni.SearchDoc", "the search", person=("person",),
        fields={Kind.IDENTITY: "sort_name terms", Kind.LINK: "person"},
        because="written by the database from the record, and taken away with it",
        not_copied="made from the values of the record, which are in the copy",
    ),
)  # fmt: skip

PERSON = (
    of_record(
        "alumni.Alumnus", "the register of alumni", person=("pk", "merged_into"), user=("user",),
        fields={
            Kind.IDENTITY: "kind name name_as_written latin_name former_names gender life tier",
            Kind.SENSITIVE: "birth_date ethnicity native_place",
            Kind.CONTACT: "country province city", Kind.WORK: "industry", Kind.TEXT: "notes",
            Kind.WISH: "restricted_at", Kind.LINK: "merged_into user field_sources " + SOURCED_LINKS,
            Kind.STATE: "id verified_at last_contact_on archived_at updated_at " + SOURCED,
        },
    ),
)  # fmt: skip
