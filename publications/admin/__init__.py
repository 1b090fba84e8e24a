from . import articles, issues, mailings, periodicals, post, returns, suggestions

__all__ = ["articles", "issues", "mailings", "periodicals", "post", "returns", "suggestions"]
