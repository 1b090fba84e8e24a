from functools import partial

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

plain = partial(Table, basis=Basis.NONE, kept=Kept.PLAIN)
accounts = partial(Table, basis=Basis.ACCOUNTS, kept=Kept.ACCOUNTS, erase=Erase.KEEP)
VOUCHER = "a receipt is a voucher of the accounts: the law keeps it as it was issued, with the name that stands on it"

RECEIPTS: tuple[Table, ...] = (
    plain(
        "donations.Issuer", "who issues receipts for gifts",
        fields={Kind.PLAIN: "name credit_code seal_text bank account", Kind.LINK: "created_by",
                Kind.STATE: "id closed_at key version created_at"},
    ),
    plain(
        "donations.NumberRange", "the numbers that receipts may bear",
        fields={Kind.PLAIN: "medium code first last digits following", Kind.LINK: "issuer created_by",
                Kind.STATE: "id key created_at"},
    ),
    accounts(
        "donations.Receipt", "receipts for gifts, with all that the law asks of them",
        fields={Kind.IDENTITY: "payer payer_code handler", Kind.TEXT: "reason void_reason",
                Kind.PLAIN: "issuer_name issuer_code seal_text project_code",
                Kind.LINK: "range donor reverses issued_by voided_by",
                Kind.STATE: "id kind number amount capitals year issued_on issued_at voided_at own_limit key"},
        person=("donor__alumnus",), because=VOUCHER, hidden="key handler own_limit",
    ),
    accounts(
        "donations.ReceiptLine", "what stands on receipts",
        fields={Kind.TEXT: "what", Kind.PLAIN: "project_code project", Kind.LINK: "receipt",
                Kind.STATE: "id position amount"},
        person=("receipt__donor__alumnus",), because=VOUCHER,
    ),
    accounts(
        "donations.ReceiptGift", "which gift stands on which receipt",
        fields={Kind.LINK: "receipt gift", Kind.STATE: "id amount is_valid"},
        person=("receipt__donor__alumnus",), because=VOUCHER,
    ),
    accounts(
        "donations.ReceiptWaiver", "gifts that need no receipt, and why",
        fields={Kind.TEXT: "reason", Kind.LINK: "gift waived_by", Kind.STATE: "id waived_at ended_at"},
        person=("gift__donor__alumnus",), because="why the accounts hold no receipt; it names a donor by number alone",
    ),
    plain(
        "donations.ThanksTemplate", "words of letters of thanks and certificates",
        fields={Kind.PLAIN: "name title title_en text text_en", Kind.LINK: "created_by",
                Kind.STATE: "id kind is_for_credit is_automatic retired_at key version created_at"},
    ),
    accounts(
        "donations.Thanks", "whom thanks are due to, and what became of them",
        fields={Kind.TEXT: "reason", Kind.LINK: "gift donor credit template ended_by",
                Kind.STATE: "id state way due_at ended_at"},
        person=("donor__alumnus",), erase=Erase.CLEAR,
        because="it names a donor by number alone; why nobody was thanked goes",
    ),
    Table(
        "donations.WallWord", "whether and how the donor wall may name a donor", Basis.CONSENT, Kept.RECORD,
        {Kind.WISH: "given shown_as wording source", Kind.TEXT: "note", Kind.LINK: "donor by", Kind.STATE: "id at"},
        person=("donor__alumnus", "donor__merged_into__alumnus"), erase=Erase.DELETE,
    ),
    accounts(
        "donations.NamingRight", "what bears a name for a gift, and until when",
        fields={Kind.TEXT: "name name_en place place_en", Kind.LINK: "donor gift agreement steward created_by",
                Kind.STATE: "id starts_on ends_on reminded_for key version created_at"},
        person=("donor__alumnus",), because="part of a contract, kept as long as the accounts", hidden="key",
    ),
)  # fmt: skip
