"""The two sides, and words that stand nowhere else."""

SIDES = ("ours", "theirs")
NAMES = {"ours": "翀堃犇", "theirs": "赑屃曌"}  # names that nobody else has


def canary(side: str, what: str) -> str:
    return f"canary-{side}-{what}"


def phone(side: str) -> str:
    return {"ours": "+8613912345678", "theirs": "+8613987654321"}[side]
