from . import articles, issues, periodicals, post, suggestions

__all__ = [
    "articles",
    "issues",
    "periodicals",
    "post",
    "suggestions",
]
