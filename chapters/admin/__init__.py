from . import applications, chapters, memberships

__all__ = ["applications", "chapters", "memberships"]
