from alumni.privacy.terms import Table

MONEY: tuple[Table, ...] = ()
