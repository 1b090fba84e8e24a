from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

from .gifts import accounts, own_work, plain

MONEY: tuple[Table, ...] = (
    plain(
        "donations.BankAccount", "accounts that gifts come in on",
        fields={Kind.PLAIN: "label bank number", Kind.LINK: "fund created_by", Kind.STATE: "id key version created_at"},
    ),
    plain(
        "donations.BankMapping", "which column of a bank's table means what",
        fields={Kind.PLAIN: "header columns", Kind.LINK: "account chosen_by", Kind.STATE: "id chosen_at"},
    ),
    own_work(
        "donations.BankStatement", "files of banks; the file goes once it is read",
        fields={Kind.TEXT: "filename refusal", Kind.FILE: "file", Kind.PLAIN: "columns sha256",
                Kind.LINK: "account job uploaded_by", Kind.STATE: "id state new known debits uploaded_at key"},
        because="the office's own work",
    ),
    accounts(
        "donations.BankLine", "what the bank says came in",
        fields={Kind.IDENTITY: "payer payer_key", Kind.SENSITIVE: "payer_account", Kind.TEXT: "memo reason codes",
                Kind.TRACE: "reference",
                Kind.LINK: "statement account pledge announced donor organisation fund entered_by gift decided_by",
                Kind.STATE: "id row booked_on amount state proposal decided_at key version"},
        person=("donor__alumnus", "donor__merged_into__alumnus"), erase=Erase.CLEAR,
        hidden="reason key payer_key codes",
        because="that money came in stays in the accounts; from whom, as the bank wrote it, goes",
    ),
    Table(
        "donations.AnnouncedGift", "gifts announced on the public site", Basis.ACCOUNTS, Kept.ACCOUNTS,
        {Kind.IDENTITY: "name", Kind.CONTACT: "email", Kind.LINK: "fund campaign alumnus donor gift",
         Kind.WISH: "is_anonymous",
         Kind.STATE: "id code way amount language state asked_at created_at key"},
        person=("alumnus",), erase=Erase.CLEAR, hidden="key",
        because="that it was announced belongs to the gift; name, address and person go",
    ),
    accounts(
        "donations.PaymentNotice", "what a payment provider said",
        fields={Kind.TRACE: "notify_id trade_number order_number", Kind.TEXT: "note", Kind.LINK: "announced decided_by",
                Kind.STATE: "id status amount refunded paid_on verdict why received_at decided_at"},
        person=("announced__alumnus",), erase=Erase.KEEP, because="it names an order by number alone", hidden="note",
    ),
)  # fmt: skip
