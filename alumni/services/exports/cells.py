"""What stands in a cell: text that no spreadsheet program takes for a formula.

Text that, after spaces and quotation marks, begins with a sign of a formula gets an apostrophe in
front. Text that our own roster import would take for such a one gets it too, so that what is read
back is always what was written.
"""

import re

DANGEROUS = re.compile(r"[\s\"']*[=+\-@＝＋－＠\t\r\n\x00]")
LOOKS_NEUTRALISED = re.compile(r"'[\s\"']*[0-9]")
IN_CELL = 32_767  # characters a cell of a workbook holds
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds these


def neutral(value):
    """Return a cell's value: numbers and dates as they are, text made harmless."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    storable = FORBIDDEN.sub("", value)  # looked at too: what is taken out must not have hidden a sign
    if DANGEROUS.match(value) or DANGEROUS.match(storable) or LOOKS_NEUTRALISED.match(storable):
        storable = f"'{storable}"
    return storable[:IN_CELL]
