from . import applications, chapters, congress, council, duties, memberships, terms

__all__ = ["applications", "chapters", "congress", "council", "duties", "memberships", "terms"]
