def load(users: dict) -> None:
    """Nothing yet."""
