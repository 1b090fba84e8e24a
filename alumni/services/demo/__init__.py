"""The demonstration university in the database: schools, people, logins, saved searches.

The people's rows go in by COPY, a chunk in each transaction: a killed load goes on where it ended.
"""

from .loading import PEOPLE, SEED, AlreadyThere, load
from .logins import LOGINS, PASSWORD, Login

__all__ = ["LOGINS", "PASSWORD", "PEOPLE", "SEED", "AlreadyThere", "Login", "load"]
