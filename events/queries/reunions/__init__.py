"""Reads about class reunions: people of a class, pages of its members, the desk's list."""
