"""Where one way of answering a search gives way to another; measured, see docs/adr/0001-search.md."""

CAP = 5000  # counted exactly up to here
FEW = 12_000  # read whole up to here, when the other conditions leave few of them
RARE = 300  # fewer people than this are not worth walking for
MOST_TERMS = 1000  # a fragment met by more employers or majors than this is looked for in each person's
LEVELS = (16, 256, 4096)  # samples: one in so many
