"""What is done to a congress, step by step. Every step holds the congress's row, so that two of them never overlap."""

from .attendance import check_in, check_out, open_congress
from .closing import close_congress
from .credentials import confirm_all, confirm_credentials, refuse_credentials
from .elections import add_candidate, add_election, further_ballot, record_ballot, remove_candidate, remove_election
from .motions import add_motion, change_motion, record_vote, remove_motion
from .naming import name_delegate, withdraw_delegate
from .planning import change_plan, plan_congress
from .quotas import adjust_quota, open_nomination, work_out_quotas
from .results import write_results

__all__ = [
    "add_candidate",
    "add_election",
    "add_motion",
    "adjust_quota",
    "change_motion",
    "change_plan",
    "check_in",
    "check_out",
    "close_congress",
    "confirm_all",
    "confirm_credentials",
    "further_ballot",
    "name_delegate",
    "open_congress",
    "open_nomination",
    "plan_congress",
    "record_ballot",
    "record_vote",
    "refuse_credentials",
    "remove_candidate",
    "remove_election",
    "remove_motion",
    "withdraw_delegate",
    "work_out_quotas",
    "write_results",
]
