"""A letter as a strict reader sees it: the bytes that would be sent, taken apart again."""

import email
import email.policy
import re

import html5lib

from publications.emails.building import Letter, Recipient
from publications.emails.fields import FIELDS

READER = Recipient(1, "王伟", "wang@example.com", dict.fromkeys(FIELDS, "王伟"))


def parts_of(version) -> tuple[str, str]:
    """(HTML, plain text) of the letter to one reader."""
    mail = email.message_from_bytes(Letter(version.mailing, version).build(READER), policy=email.policy.default)
    html, text = (mail.get_body([kind]).get_content() for kind in ("html", "plain"))
    return html, text


def html_errors(html: str) -> list[str]:
    """What a strict parser finds. Attributes of looks alone, which mail programs want, are no error of the syntax."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [f"{place}: {code} {more}" for place, code, more in parser.errors]


def marks_in(text: str) -> list[str]:
    """What is no word and no address in a plain text: tags, entities, marks of Markdown, fields, links to nowhere."""
    found = re.findall(r"</?[a-z][^>]*>|&#?\w+;|\]\(|\*\*|^#+ |\{\{|\}\}|\(\)|<>| +$|\n{3,}", text, re.MULTILINE)
    return found + re.findall(r"^.*:$", text, re.MULTILINE)
