from . import change_requests, claims, duplicates, liaisons, lists, people, reported, rights, rosters, schools

__all__ = [
    "change_requests",
    "claims",
    "duplicates",
    "liaisons",
    "lists",
    "people",
    "reported",
    "rights",
    "rosters",
    "schools",
]
