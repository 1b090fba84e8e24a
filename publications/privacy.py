"""What the tables of this app hold of people, for the register of processing."""

from functools import partial

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

plain = partial(Table, basis=Basis.NONE, kept=Kept.PLAIN)
own_work = partial(Table, basis=Basis.WORK, kept=Kept.ACCOUNT)

PERIODICALS = (
    Table(
        "publications.PicturedPerson", "who can be recognised on a photograph", Basis.CONSENT, Kept.RECORD,
        {Kind.LINK: "picture person", Kind.STATE: "id"}, person=("person__alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "publications.ArticleConsent", "proof of what the person allowed to be published", Basis.LAW, Kept.RECORD,
        {Kind.WISH: "text photo", Kind.TEXT: "wording note", Kind.LINK: "person by text_hash photo_hash",
         Kind.STATE: "id source at"},
        person=("person__alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "publications.ArticlePerson", "whom an article is about, and whether the person agreed", Basis.CONSENT,
        Kept.RECORD,
        {Kind.IDENTITY: "name name_en reading", Kind.SECRET: "token_hash",
         Kind.LINK: "article alumnus agreed_text agreed_photo",
         Kind.STATE: "id role state asked_at expires_at answered_at"},
        person=("alumnus",), erase=Erase.DELETE, hidden="token_hash",
        because="the name is taken out of the article, photographs of the person go",
    ),
    Table(
        "publications.Suggestion", "stories that are sent in, and what we answered", Basis.CONSENT, Kept.RECORD,
        {Kind.IDENTITY: "name team", Kind.CONTACT: "email", Kind.TEXT: "title text answer",
         Kind.LINK: "alumnus periodical article editor",
         Kind.STATE: "id source state language sent_at decided_at key"},
        person=("alumnus",), erase=Erase.DELETE, hidden="key",
    ),
    Table(
        "publications.Article", "articles of the office's publications", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "title lead body title_en lead_en body_en authors authors_en words searched",
         Kind.LINK: "issue section created_by", Kind.STATE: "id order key version created_at updated_at text_hash"},
        erase=Erase.CLEAR, because="the name of a person who is erased is taken out of the text",
    ),
    Table(
        "publications.Picture", "photographs of articles", Basis.CONSENT, Kept.RECORD,
        {Kind.FILE: "file", Kind.TEXT: "alternative caption caption_en credit", Kind.LINK: "article",
         Kind.STATE: "id sha256 width height place key"},
        erase=Erase.CLEAR, because="photographs of a person who is erased go, with their files",
    ),
    plain(
        "publications.Issue", "issues of periodicals",
        fields={Kind.PLAIN: "number dated_on title title_en note note_en cover printed",
                Kind.LINK: "periodical approved_by created_by",
                Kind.STATE: "id state printed_at approved_at published_at key version"},
    ),
    plain(
        "publications.Section", "parts of periodicals",
        fields={Kind.PLAIN: "name name_en", Kind.LINK: "periodical", Kind.STATE: "id order"},
    ),
    plain(
        "publications.Periodical", "what the office publishes",
        fields={Kind.PLAIN: "kind name name_en slug about about_en", Kind.STATE: "id order version"},
    ),
)  # fmt: skip
MAILINGS = (
    own_work(
        "publications.Mailing", "letters to many people",
        fields={Kind.TEXT: "title from_name reply_to audience reason",
                Kind.LINK: "created_by edited_by approved_by audience_by",
                Kind.STATE: "id purpose channel counts_clicks state scheduled_at epoch per_minute paced_until"
                            " stop_share expected total left_out needs_second approved_at created_at started_at"
                            " ended_at key version periodical quiet_days"},
        because="its words are the office's; an audience names people by number only",
    ),
    own_work(
        "publications.MailingVersion", "the words of a mailing",
        fields={Kind.TEXT: "subject preheader blocks html text problems", Kind.LINK: "mailing",
                Kind.STATE: "id language spam_score"},
        because="the same for all readers",
    ),
    Table(
        "publications.Delivery", "which mailing went to whom, and what became of it", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.CONTACT: "address", Kind.LINK: "mailing alumnus",
         Kind.STATE: "id language state waits is_problem token lease_until due_at has_slot attempts"
                     " sending_at ended_at answer"},
        person=("alumnus",), erase=Erase.CLEAR, hidden="waits is_problem token lease_until due_at has_slot attempts",
        because="the row stays for the mailing's figures, without person and address",
    ),
    Table(
        "publications.Subscription", "which periodical a person gets by which channel", Basis.CONSENT, Kept.RECORD,
        {Kind.WISH: "channel paused_until ended_at", Kind.LINK: "alumnus periodical", Kind.STATE: "id since source"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "publications.LetterLimit", "how often a person wants letters at most", Basis.CONSENT, Kept.RECORD,
        {Kind.WISH: "days", Kind.LINK: "alumnus", Kind.STATE: "id said_at"}, person=("alumnus",), erase=Erase.DELETE,
    ),
    plain("publications.MailingLink", "sums of opened links", fields={Kind.PLAIN: "id mailing url clicks"}),
    plain("publications.DeliveryTally", "figures of mailings", fields={Kind.PLAIN: "id mailing slot state number"}),
    plain("publications.Sender", "processes that send", fields={Kind.PLAIN: "id mailing number token lease_until"}),
    plain(
        "publications.DomainPace", "how fast providers take mail",
        fields={Kind.PLAIN: "id domain per_minute free_at closed_until refusals reason"},
    ),
    plain(
        "publications.MailboxPosition", "how far returned mail was read",
        fields={Kind.PLAIN: "id mailbox uid_validity last_uid"},
    ),
    Table(
        "publications.Suppression", "addresses that nothing is sent to", Basis.LAW, Kept.RECORD,
        {Kind.CONTACT: "address", Kind.TEXT: "reason", Kind.LINK: "by lifted_by",
         Kind.STATE: "id kind purpose since lifted_at"},
        not_copied="found by the address only; the deliveries of a person say that one was left out",
        erase=Erase.DELETE,
    ),
    Table(
        "publications.Bounce", "mail that came back for a person's letter", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.TEXT: "diagnosis raw", Kind.CONTACT: "address", Kind.LINK: "delivery handled_by",
         Kind.STATE: "id kind source digest received_at counted_on handled_at"},
        erase=Erase.DELETE, not_copied="what other mail servers wrote to the office",
    ),
    plain(
        "publications.MailingPicture", "pictures in mailings",
        fields={Kind.FILE: "file", Kind.LINK: "mailing uploaded_by",
                Kind.STATE: "id key kind width height uploaded_at"},
    ),
)  # fmt: skip

POST = (
    own_work(
        "publications.Distribution", "printed issues on their way to readers",
        fields={Kind.TEXT: "title audience", Kind.LINK: "issue created_by job print_job",
                Kind.STATE: "id is_first_contact one_an_address state printed sent returned given spoiled left_out key"
                            " version created_at prepared_at labels_printed_at"},
        because="an audience names people by number only",
    ),
    Table(
        "publications.Parcel", "one envelope and its label", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.CONTACT: "postcode address", Kind.IDENTITY: "names", Kind.LINK: "distribution returned_by",
         Kind.STATE: "id number code state carrier tracking_no sent_on returned_at reason"},
        erase=Erase.CLEAR, because="the copy stays counted, without name and address",
        not_copied="the parcels of a person are copied by the app that sends them",
    ),
    Table(
        "publications.ParcelReader", "for whom a parcel is", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.LINK: "parcel distribution alumnus contact", Kind.STATE: "id made_bad"}, person=("alumnus",),
        erase=Erase.DELETE,
    ),
    own_work(
        "publications.StockMove", "copies that went another way than by post",
        fields={Kind.TEXT: "note", Kind.LINK: "distribution by", Kind.STATE: "id kind copies key at"},
        because="notes about copies, not about readers",
    ),
)  # fmt: skip
TABLES = [*PERIODICALS, *MAILINGS, *POST]
