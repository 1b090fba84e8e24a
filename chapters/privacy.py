"""The register of processing for this app's tables."""

from functools import partial

from alumni.privacy import THIRD_PARTY, Basis, Erase, Kept, Kind, Table, declare

of_body = partial(Table, basis=Basis.DUTY, kept=Kept.PLAIN)
PLACE = "kind province country city industry college"
BODY = "what a body decided or wrote stays with the body; documents and minutes must be kept (Regulation on Social" \
    " Organisations)"  # fmt: skip

TABLES = (
    Table(
        "chapters.SharingConsent", "proof of what a member lets a chapter see", Basis.LAW, Kept.RECORD,
        {Kind.WISH: "law given", Kind.TEXT: "wording", Kind.LINK: "membership by", Kind.STATE: "id at"},
        person=("membership__alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "chapters.Membership", "who belongs to a chapter, and what the chapter may see", Basis.CONSENT, Kept.RECORD,
        {Kind.WISH: "opened", Kind.TEXT: "statement reason", Kind.LINK: "chapter alumnus moved_to decided_by",
         Kind.STATE: "id state asked_at joined_on ended_on consent_asked_at"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "chapters.Invitation", "one invitation to a chapter, and who wants none", Basis.DUTY, Kept.RECORD,
        {Kind.WISH: "refused_at", Kind.SECRET: "token_hash", Kind.LINK: "chapter alumnus invited_by",
         Kind.STATE: "id invited_at"},
        person=("alumnus",), erase=Erase.DELETE, hidden="token_hash",
    ),
    Table(
        "chapters.NoticeMail", "that a notice is mailed once", Basis.CONSENT, Kept.RECORD,
        {Kind.LINK: "notice alumnus message", Kind.STATE: "id"}, person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "chapters.CalendarLink", "addresses under which an officer's calendar reads what is due", Basis.CONSENT,
        Kept.RECORD, {Kind.LINK: "office", Kind.STATE: "id created_at revoked_at"},
        person=("office__alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "chapters.Office", "who leads a chapter, and for how long", Basis.CONSENT, Kept.RECORD,
        {Kind.WORK: "seat post", Kind.LINK: "term alumnus", Kind.STATE: "id from_on until_on"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "chapters.Nominee", "who is to lead a chapter", Basis.CONSENT, Kept.RECORD,
        {Kind.WORK: "seat post", Kind.LINK: "application council_change alumnus", Kind.STATE: "id votes"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "chapters.Initiator", "who founds a chapter", Basis.CONSENT, Kept.RECORD,
        {Kind.IDENTITY: "name", Kind.CONTACT: "email", Kind.SECRET: "token_hash", Kind.LINK: "application alumnus",
         Kind.STATE: "id state invited_at expires_at answered_at"},
        person=("alumnus",), erase=Erase.DELETE, hidden="token_hash",
    ),
    Table(
        "chapters.Delegate", "who represents whom at the congress", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "reason", Kind.LINK: "congress delegation alumnus named_by",
         Kind.STATE: "id state number named_at attended_at"},
        person=("alumnus",), erase=Erase.CLEAR, because="how many came decides whether the congress had a quorum",
    ),
    Table(
        "chapters.Candidate", "who stood for the association's council", Basis.CONSENT, Kept.RECORD,
        {Kind.LINK: "election alumnus", Kind.STATE: "id votes is_elected"},
        person=("alumnus",), erase=Erase.CLEAR, because="the votes of an election stay countable",
    ),
    Table(
        "chapters.Application", "founding a chapter, or reviving one", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "plan answer reply report met_at", Kind.LINK: "applicant chapter decided_by",
         Kind.PLAIN: f"{PLACE} is_revival name name_en time_zone",
         Kind.STATE: "id state letter_no commissioned_on met_on present term_starts_on term_ends_on key version"
                     " created_at submitted_at moved_at"},
        person=("applicant",), erase=Erase.CLEAR, hidden="key version",
        because="what the office commissioned, and by which letter, stays; the applicant's name is taken out",
    ),
    of_body(
        "chapters.Chapter", "the registry of chapters",
        fields={
            Kind.PLAIN: f"id {PLACE} name name_en recognition recognition_since civil civil_number civil_authority"
                        " civil_since founded_on time_zone email phone address website wechat_account logo admission"
                        " version created_at updated_at",
            Kind.TEXT: "introduction introduction_en",
        },
        because="a body's public contact and texts, no person's",
    ),
    of_body(
        "chapters.RecognitionChange", "what the association said of a chapter", because=BODY,
        fields={Kind.TEXT: "reason", Kind.LINK: "chapter document by",
                Kind.STATE: "id happened_on at from_state to_state"},
    ),
    of_body(
        "chapters.CivilChange", "what the registry of civil affairs decided", because=BODY,
        fields={Kind.TEXT: "reason", Kind.LINK: "chapter document by",
                Kind.STATE: "id happened_on at from_state to_state number authority"},
    ),
    of_body(
        "chapters.NameLicence", "the right to name and logo", because=BODY,
        fields={Kind.LINK: "chapter document granted_by", Kind.STATE: "id from_on until_on with_logo granted_at"},
    ),
    of_body(
        "chapters.Document", "charters, letters, minutes and reports", because=BODY,
        fields={Kind.FILE: "name file form size sha256", Kind.LINK: "chapter application congress uploaded_by",
                Kind.STATE: "id kind uploaded_at"},
    ),
    of_body(
        "chapters.Photo", "pictures on a chapter's page", because="pictures of the body's life; a person's objection"
        " is answered by taking the picture down",
        fields={Kind.FILE: "file", Kind.TEXT: "caption caption_en", Kind.LINK: "chapter uploaded_by",
                Kind.STATE: "id key uploaded_at"},
    ),
    of_body(
        "chapters.Post", "posts of a chapter's own", fields={Kind.PLAIN: "id chapter name name_en manages"},
    ),
    of_body(
        "chapters.Term", "terms of councils",
        fields={Kind.PLAIN: "id chapter congress number starts_on ends_on created_at"},
    ),
    of_body(
        "chapters.TermExtension", "terms that the office prolonged", because=BODY,
        fields={Kind.TEXT: "reason", Kind.LINK: "term by", Kind.STATE: "id ended_on ends_on at"},
    ),
    of_body(
        "chapters.LetterCounter", "numbers of letters of commission", fields={Kind.PLAIN: "id year last"},
    ),
    of_body(
        "chapters.CouncilChange", "a new council", because=BODY,
        fields={Kind.TEXT: "answer", Kind.LINK: "chapter audit minutes created_by decided_by",
                Kind.STATE: "id state audited_on elected_on present starts_on ends_on key version created_at"
                            " submitted_at decided_at"},
    ),
    of_body(
        "chapters.Notice", "what a chapter writes", because=BODY,
        fields={Kind.TEXT: "title text title_en text_en", Kind.LINK: "chapter created_by",
                Kind.STATE: "id audience by_mail key version created_at withdrawn_at"},
    ),
    of_body(
        "chapters.Gathering", "what a chapter does together", because=BODY,
        fields={Kind.TEXT: "title title_en place text", Kind.LINK: "chapter created_by",
                Kind.STATE: "id starts_at attendance is_public key version created_at cancelled_at"},
    ),
    of_body(
        "chapters.Duty", "what is due of a chapter", because=BODY,
        fields={Kind.TEXT: "reason", Kind.LINK: "chapter",
                Kind.STATE: "id kind year due_on state cause done_on created_at"},
    ),
    of_body(
        "chapters.Filing", "what a chapter filed", because=BODY,
        fields={Kind.TEXT: "summary plan answer", Kind.LINK: "duty filed_by decided_by",
                Kind.STATE: "id state members joined left council gatherings attendance notices income expenses version"
                            " filed_at decided_at"},
    ),
    of_body(
        "chapters.Reminder", "that officers were reminded",
        fields={Kind.LINK: "duty term chapter by", Kind.STATE: "id days_before day batch sent_at recipients"},
    ),
    of_body(
        "chapters.Congress", "congresses of representatives",
        fields={Kind.LINK: "created_by",
                Kind.PLAIN: "id name name_en starts_on ends_on place seats least basis state term_ends_on key"
                            " created_at"},
    ),
    of_body(
        "chapters.Delegation", "how many delegates a body sends",
        fields={Kind.TEXT: "reason", Kind.LINK: "congress chapter college", Kind.STATE: "id counted by_rule seats"},
    ),
    of_body(
        "chapters.Motion", "what a congress decided", because=BODY,
        fields={Kind.TEXT: "title title_en text correction", Kind.LINK: "congress",
                Kind.STATE: "id number kind present votes_for votes_against abstentions voted_at key"},
    ),
    of_body(
        "chapters.Election", "votes on posts",
        fields={Kind.TEXT: "correction", Kind.LINK: "congress",
                Kind.STATE: "id seat round places present ballots voted_at"},
    ),
)  # fmt: skip


def declare_tables() -> None:
    declare(*TABLES)
    THIRD_PARTY["chapters.Filing_documents"] = "which documents belong to a filing: nothing personal"
