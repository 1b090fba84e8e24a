"""What a person is called, as one line that may stand in a header as well as in a text."""

import re

LONGEST = 60  # characters of a value: a name is not a letter
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def clean(value: object) -> str:
    """One line, of at most LONGEST characters: what a header may hold as well."""
    return _CONTROL.sub(" ", str(value or "")).strip()[:LONGEST].strip()
