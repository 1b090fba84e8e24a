"""Cases: answered, followed, carried out, told back; who is invited to answer; what alumni offer of themselves."""

from .answering import answer, withdraw
from .following import agree, carry_out, end, follow, take_up, tell_back
from .inviting import invite
from .offering import end_offer, make_offer
from .working import add_file, add_outcome, add_step, finish_step, remove_file, remove_step

__all__ = [
    "add_file", "add_outcome", "add_step", "agree", "answer", "carry_out", "end", "end_offer", "finish_step", "follow",
    "invite", "make_offer", "remove_file", "remove_step", "take_up", "tell_back", "withdraw",
]  # fmt: skip
