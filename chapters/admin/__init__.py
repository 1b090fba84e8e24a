from . import applications, chapters, congress, memberships

__all__ = ["applications", "chapters", "congress", "memberships"]
