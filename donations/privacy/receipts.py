from alumni.privacy.terms import Table

RECEIPTS: tuple[Table, ...] = ()
