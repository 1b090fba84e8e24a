"""What stands in the QR of a ticket: short enough to be typed, random, without letters that look like others."""

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no I, L, O, 0, 1
LENGTH = 10


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))
