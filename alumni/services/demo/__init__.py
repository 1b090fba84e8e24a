"""The demonstration university in the database: schools, people, logins, saved searches.

The people's rows go in by COPY, a chunk in each transaction: a killed load goes on where it ended.
"""

from .claims import LINKED_AT, link
from .loading import PEOPLE, SEED, AlreadyThere, load
from .logins import LEADER, LOGINS, PASSWORD, Login

__all__ = ["LEADER", "LINKED_AT", "LOGINS", "PASSWORD", "PEOPLE", "SEED", "AlreadyThere", "Login", "link", "load"]
