from . import applications, chapters, congress, duties, memberships

__all__ = ["applications", "chapters", "congress", "duties", "memberships"]
