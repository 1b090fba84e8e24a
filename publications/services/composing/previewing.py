"""A letter as one reader would get it. Writes nothing."""

from publications.emails import fields
from publications.emails.letters import parts
from publications.models import MailingVersion


def preview(version: MailingVersion, values: dict[str, str]) -> tuple[str, str]:
    """(HTML, text) as a reader would get them; what the fields lack stands there as it was typed."""
    made = parts(version.mailing, version)
    return _filled(made.html, values, fields.quote_html), _filled(made.text, values, str)


def _filled(words: str, values: dict[str, str], quote) -> str:
    try:
        return fields.fill(fields.split(words), {**dict.fromkeys(fields.LINKS, "#"), **values}, quote)
    except fields.BadField:
        return words
