"""A made-up university and its people, from the project's own lists; the same for the same seed.

Knows no database: alumni/services/demo writes what is made here.
"""
