from . import memberships  # noqa: F401
