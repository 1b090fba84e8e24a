"""Names that people type for an event, also of those who are not on record: one line, and something to be read."""

import unicodedata

# What no page shows, or what turns the writing round: controls, marks of format such as U+200B and U+202E, halves of
# characters, ends of lines.
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def readable(typed: str) -> str:
    """The name without what cannot be seen, on one line; "" where nothing is left."""
    seen = "".join(" " if char.isspace() else char for char in typed)
    kept = "".join(char for char in seen if unicodedata.category(char) not in UNSEEN)
    return " ".join(kept.split())
