"""Duties: made and settled by the nightly run, reminded of, filed, decided, waived."""

from .calendar import NotAnOfficer, link_for, renew_link, revoke_link
from .deciding import NotSubmitted, accept_filing, send_back, waive_duty
from .filing import Closed, Incomplete, TooManyFiles, remove_document, save_draft, submit_filing
from .nightly import Run, run_duties, settle_duties
from .reminding_many import KIND, remind_in_background, start_reminding

__all__ = [
    "KIND",
    "Closed",
    "Incomplete",
    "NotAnOfficer",
    "NotSubmitted",
    "Run",
    "TooManyFiles",
    "accept_filing",
    "link_for",
    "remind_in_background",
    "remove_document",
    "renew_link",
    "revoke_link",
    "run_duties",
    "save_draft",
    "send_back",
    "settle_duties",
    "start_reminding",
    "submit_filing",
    "waive_duty",
]
