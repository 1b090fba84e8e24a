""" "That is me": claims to be somebody on file, from the first word to the decision."""

from .codes import CodeRefused, TooManyCodes, confirm_code, send_code
from .deciding import (
    AlreadyDecided,
    ClaimConflict,
    OutOfReach,
    accept_claim,
    ask_back,
    enter_claim,
    refuse_claim,
    revoke_verification,
)
from .evidence import MOST_FILES, TooManyFiles, sweep_evidence
from .likely import likely_records
from .making import TooManyClaims, answer_question, count_attempt, request_claim, withdraw_claim

__all__ = [
    "MOST_FILES",
    "AlreadyDecided",
    "ClaimConflict",
    "CodeRefused",
    "OutOfReach",
    "TooManyClaims",
    "TooManyCodes",
    "TooManyFiles",
    "accept_claim",
    "answer_question",
    "ask_back",
    "confirm_code",
    "count_attempt",
    "enter_claim",
    "likely_records",
    "refuse_claim",
    "request_claim",
    "revoke_verification",
    "send_code",
    "sweep_evidence",
    "withdraw_claim",
]
