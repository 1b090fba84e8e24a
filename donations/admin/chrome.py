"""What the desk's pages of giving share."""

from alumni_office.accounts.roles import Permission
from alumni_office.saving.pages import posted, saved, telling
from alumni_office.ui import desk
from alumni_office.ui.desk import EDIT

__all__ = ["EDIT", "OwnPages", "page", "posted", "saved", "telling", "typed_words"]

page = desk.page_of("admin/donations")


class OwnPages(desk.OwnPages):
    right = Permission.DONOR_VIEW


def typed_words(request, other: str = "", *, most: int = 60) -> str:
    """What is looked for with ?q=: one line."""
    return " ".join(request.GET.get("q", other).split())[:most]
