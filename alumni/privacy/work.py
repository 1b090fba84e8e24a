"""Tables of the office's own work, of accounts, and of what is no person's."""

from functools import partial

from .terms import Basis, Erase, Kept, Kind, Table

plain = partial(Table, basis=Basis.NONE, kept=Kept.PLAIN)
own_work = partial(Table, basis=Basis.WORK, kept=Kept.ACCOUNT)

TABLES = (
    Table(
        "alumni.Roster", "files of the colleges", Basis.DUTY, Kept.RECORD,
        {Kind.FILE: "file filename sha256 size", Kind.LINK: "college uploaded_by job",
         Kind.STATE: "id state refusal mappings overwrite counts uploaded_at"},
        erase=Erase.CLEAR, because="the file is rewritten without the person's rows, or deleted where that cannot be",
    ),
    own_work(
        "alumni.SavedSearch", "words and filters of a colleague",
        fields={Kind.TEXT: "name words filters", Kind.LINK: "owner", Kind.STATE: "id is_shared created_at"},
        erase=Erase.CLEAR, because="a search whose words name the person goes; a name that does is replaced",
    ),
    own_work(
        "alumni.PersonList", "lists that colleagues make by hand",
        fields={Kind.TEXT: "name", Kind.LINK: "owner", Kind.STATE: "id is_shared created_at"},
        erase=Erase.CLEAR, because="a name that is the person's is replaced",
    ),
    Table(
        "alumni.Term", "the search: employers, majors, cities that people share", Basis.DUTY, Kept.RECORD,
        {Kind.WORK: "text", Kind.STATE: "id kind people"},
        erase=Erase.CLEAR, because="a term that nobody else has goes",
    ),
    Table(
        "alumni.TermKey", "the search: beginnings of such terms", Basis.DUTY, Kept.RECORD,
        {Kind.WORK: "key", Kind.LINK: "term", Kind.STATE: "id"}, erase=Erase.CLEAR, because="goes with its term",
    ),
    Table(
        "alumni.DuplicateCheck", "who is to be looked at for duplicates", Basis.DUTY, Kept.MINUTES,
        {Kind.LINK: "people", Kind.STATE: "id attempts queued_at"}, because="numbers of records only",
    ),
    Table(
        "alumni.Erasure", "keeps an erased person from coming back", Basis.LAW, Kept.ALWAYS,
        {Kind.SECRET: "hashes", Kind.LINK: "alumnus_id account_id by", Kind.STATE: "id erased_at"},
        because="the number of a record that is gone, and hashes from which nobody can be read",
    ),
    own_work(
        "jobs.Job", "background work that a person watches",
        fields={Kind.TEXT: "params error", Kind.FILE: "result", Kind.LINK: "subject_id by",
                Kind.STATE: "id kind state stop_asked done total counts created_at started_at finished_at token"
                            " lease_until attempts"},
        user=("by",), erase=Erase.CLEAR, hidden="token lease_until attempts",
        because="words that name the person go, and exports that may contain the person",
    ),
    Table(
        "mail.Message", "single mails to the person", Basis.DUTY, Kept.MONTH,
        {Kind.CONTACT: "to reply_to", Kind.TEXT: "subject text html", Kind.LINK: "person_id message_id",
         Kind.STATE: "id purpose state token lease_until attempts due_at created_at sent_at error answer key epoch"},
        person=("person_id",), erase=Erase.DELETE, hidden="text html token lease_until message_id key epoch",
    ),
    plain(
        "mail.Installation", "which life of the database this is",
        fields={Kind.PLAIN: "id epoch fingerprint since only"},
    ),
    Table(
        "history.AccessRecord", "who looked at whom and why", Basis.LAW, Kept.THREE_YEARS,
        {Kind.TRACE: "action at target target_id count", Kind.TEXT: "criteria reason", Kind.LINK: "by",
         Kind.STATE: "id"},
        erase=Erase.CLEAR, hidden="by criteria",
        because="ids only; words that name the person are taken out of searches and reasons",
    ),
    Table(
        "history.AccessedPerson", "who was in an export or a sending", Basis.LAW, Kept.THREE_YEARS,
        {Kind.TRACE: "record person_id", Kind.STATE: "id"},
        because="a number only", not_copied="a copy shows the access records themselves",
    ),
    Table(
        "accounts.User", "signing in", Basis.CONSENT, Kept.ACCOUNT,
        {Kind.IDENTITY: "name", Kind.CONTACT: "email", Kind.SECRET: "password", Kind.WISH: "language",
         Kind.STATE: "id last_login is_superuser is_staff is_active date_joined session_epoch"},
        user=("pk",), erase=Erase.CLEAR, hidden="password",
        because="emptied and closed: what the account did stays countable. A colleague's account stays a colleague's",
    ),
    own_work(
        "accounts.RoleGrant", "who may do what",
        fields={Kind.LINK: "user college granted_by ended_by handed_to",
                Kind.STATE: "id role starts_on ends_on ended_at handed"},
        user=("user",),
        because="says what a colleague may do and names no alumnus",
    ),
    plain("alumni.School", "schools", fields={Kind.PLAIN: "id name english_name founded_on closed_on successor"}),
    plain(
        "alumni.College", "colleges",
        fields={Kind.PLAIN: "id school name english_name aliases founded_on closed_on"},
    ),
    plain("alumni.Succession", "what became of colleges",
          fields={Kind.PLAIN: "id predecessor successor kind happened_on"}),
    plain("alumni.Tag", "words that the office puts on people", fields={Kind.PLAIN: "id name"},
          erase=Erase.CLEAR, because="a tag that is the person's own name goes when nobody else has it"),
    plain("alumni.ColumnMapping", "titles of columns",
          fields={Kind.PLAIN: "id college fingerprint columns used_at"}),
    plain("names.Hanzi", "readings of characters", fields={Kind.PLAIN: "char simplified readings"}),
    plain("names.Surname", "readings of surnames", fields={Kind.PLAIN: "id surname reading"}),
)  # fmt: skip
