"""What the tables of this app hold of people, for the register of processing."""

from functools import partial

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

plain = partial(Table, basis=Basis.NONE, kept=Kept.PLAIN)

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
TABLES = [*PERIODICALS]
