"""What the tables of this app hold of people, for the register of processing: a file for each area."""

from .club import CLUB
from .gifts import GIFTS
from .money import MONEY
from .needs import NEEDS
from .receipts import RECEIPTS

TABLES = [*GIFTS, *MONEY, *RECEIPTS, *NEEDS, *CLUB]
