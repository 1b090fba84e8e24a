from . import duplicates, lists, people, reported, rosters, schools

__all__ = ["duplicates", "lists", "people", "reported", "rosters", "schools"]
