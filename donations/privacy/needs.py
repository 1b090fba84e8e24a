from alumni.privacy.terms import Table

NEEDS: tuple[Table, ...] = ()
