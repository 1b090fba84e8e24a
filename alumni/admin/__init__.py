from . import lists, people, rosters, schools

__all__ = ["lists", "people", "rosters", "schools"]
