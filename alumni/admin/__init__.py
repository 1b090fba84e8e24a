from . import change_requests, claims, duplicates, lists, people, reported, rosters, schools

__all__ = ["change_requests", "claims", "duplicates", "lists", "people", "reported", "rosters", "schools"]
