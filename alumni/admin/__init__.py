from . import duplicates, lists, people, rights, rosters, schools

__all__ = ["duplicates", "lists", "people", "rights", "rosters", "schools"]
