"""Where one way of answering a search gives way to another; measured, see docs/adr/0001-search.md."""

CAP = 5000  # counted exactly up to here
FEW = 20_000  # read whole up to here, when the other conditions leave few of them
RARE = 1000  # fewer people than this are not worth walking for
COUNTED = 2000  # counts beside the filters are exact up to here
SAMPLE = 1000  # at most so many are looked at for a count that is not exact
MOST_TERMS = 1000  # a fragment met by more employers or majors than this is looked for in each person's
# Samples: one in so many; those of terms have indexes of their own.
LEVELS = tuple(2**step for step in range(4, 13))
