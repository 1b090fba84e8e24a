"""What the tables of this app hold of people, for the register of processing: a file for each area."""

from .club import CLUB
from .desk import DESK
from .gifts import GIFTS
from .money import MONEY
from .needs import NEEDS
from .receipts import RECEIPTS

TABLES = [*GIFTS, *DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]
