from . import duplicates, lists, people, rosters, schools

__all__ = ["duplicates", "lists", "people", "rosters", "schools"]
