from . import articles, issues, periodicals, suggestions

__all__ = ["articles", "issues", "periodicals", "suggestions"]
