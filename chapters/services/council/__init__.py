"""Councils: posts, who holds them, and how a council changes."""
