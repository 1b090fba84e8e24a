"""Numbers that stand in an address or a form without fields: digits alone, and no more than a key has."""

LONGEST = 18  # digits


def typed_number(text: str | None, *, digits: int = LONGEST) -> int | None:
    """None for whatever is no number of at most so many digits."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= digits else None
