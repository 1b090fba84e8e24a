from . import applications, chapters

__all__ = ["applications", "chapters"]
