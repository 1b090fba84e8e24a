"""The two sides, and words that stand nowhere else."""

SIDES = ("ours", "theirs")
NAMES = {"ours": "翀堃犇", "theirs": "赑屃曌"}  # names that nobody else has

# One pixel: what a photo and a piece of evidence need to be.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)


def canary(side: str, what: str) -> str:
    return f"canary-{side}-{what}"


def public(side: str, what: str) -> str:
    """What everybody may read: no canary, and a word of its own all the same."""
    return f"public-{side}-{what}"


def phone(side: str) -> str:
    return {"ours": "+8613912345678", "theirs": "+8613987654321"}[side]
