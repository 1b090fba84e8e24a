"""This app's tables in the register of processing."""

from functools import partial

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

plain = partial(Table, basis=Basis.NONE, kept=Kept.PLAIN)
own_work = partial(Table, basis=Basis.WORK, kept=Kept.ACCOUNT)

TABLES: list[Table] = []
TABLES += [
    own_work(
        "publications.Mailing", "letters to many people",
        fields={Kind.TEXT: "title from_name reply_to audience reason",
                Kind.LINK: "created_by edited_by approved_by",
                Kind.STATE: "id purpose channel counts_clicks state scheduled_at epoch per_minute paced_until"
                            " stop_share expected total left_out needs_second approved_at created_at started_at"
                            " ended_at key version"},
        because="its words are the office's; an audience names people by number only",
    ),
    own_work(
        "publications.MailingVersion", "the words of a mailing",
        fields={Kind.TEXT: "subject preheader blocks html text problems", Kind.LINK: "mailing",
                Kind.STATE: "id language"},
        because="the same for all readers",
    ),
    Table(
        "publications.Delivery", "which mailing went to whom, and what became of it", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.CONTACT: "address", Kind.LINK: "mailing alumnus",
         Kind.STATE: "id language state token lease_until due_at has_slot attempts sending_at ended_at answer"},
        person=("alumnus",), erase=Erase.CLEAR, hidden="token lease_until due_at has_slot attempts",
        because="the row stays for the mailing's figures, without person and address",
    ),
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
]  # fmt: skip
