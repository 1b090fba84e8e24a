from alumni.privacy.terms import Table

CLUB: tuple[Table, ...] = ()
