"""What an upload may cost. Every figure is checked before or while it is spent."""

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 300_000
MAX_COLUMNS = 256
MAX_SHEETS = 100
MAX_CELL = 32_767  # characters; what a spreadsheet program itself allows

MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 200
RATIO_FREE = 1024 * 1024  # below this a small file may pack as well as it likes

CHILD_MEMORY = 700 * 1024 * 1024  # address space, not resident memory
CHILD_SECONDS = 60

HEADER_ROWS = 40  # a header stands within this many lines
SAMPLE_ROWS = 60  # rows below the header that are looked at to decide about a column
