"""A person who gave is erased: the accounts stay, and whom they name is nobody any more.

`forgetting` does it to the rows of donors, whoever asks: the erasure of an alumnus, that of a donor who is none, and
what a restore has to do again.
"""

from .asking import KIND, erase_in_background, start_erasure
from .erase import erase_donor
from .forgetting import forget_contacts, forget_donors
from .replaying import NAME, lines, replay

__all__ = [
    "KIND",
    "NAME",
    "erase_donor",
    "erase_in_background",
    "forget_contacts",
    "forget_donors",
    "lines",
    "replay",
    "start_erasure",
]
