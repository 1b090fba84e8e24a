"""What an alumnus does with the own record, as its first source: whatever a roster says later does not outrank it."""

from .card import issue_card, replace_card
from .contacts import add_contact, confirm_contact, end_contact, open_contact, remove_pending
from .facts import end_job, save_being_found, save_industry, save_job, save_offer, save_place
from .photo import Unreadable, remove_photo, save_photo

__all__ = [
    "Unreadable",
    "add_contact",
    "confirm_contact",
    "end_contact",
    "end_job",
    "issue_card",
    "open_contact",
    "remove_pending",
    "remove_photo",
    "replace_card",
    "save_being_found",
    "save_industry",
    "save_job",
    "save_offer",
    "save_photo",
    "save_place",
]
