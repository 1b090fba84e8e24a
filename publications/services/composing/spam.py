"""What SpamAssassin says of a letter, where it is installed. It asks nobody on the net and learns nothing."""

import re
import shutil
import subprocess

from publications.emails.building import Letter, Recipient
from publications.emails.fields import BadField
from publications.emails.headers import BadHeader
from publications.models import Mailing, MailingVersion

SPAM = 5.0  # points from which its own setting, and that of most who use it, calls a mail spam
NEAR = 2.0
TIMEOUT = 30  # seconds
_SCORE = re.compile(rb"\bscore=(-?\d+(?:\.\d+)?)")


def score(mailing: Mailing, version: MailingVersion) -> float | None:
    """The points of the letter as a reader of whom nothing is known would get it; None where it is not installed, does
    not answer in time, or the letter cannot be built."""
    program = shutil.which("spamassassin")
    if not program:
        return None
    try:
        mail = Letter(mailing, version).build(Recipient(0, "", mailing.reply_to or "reader@example.com", {}))
        told = subprocess.run([program, "-L", "-t"], input=mail, capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603
    except (BadField, BadHeader, OSError, subprocess.TimeoutExpired):
        return None
    found = _SCORE.search(told.stdout)
    return float(found[1]) if found else None
