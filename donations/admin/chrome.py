"""What the desk's pages of giving share."""

from alumni_office.accounts.roles import Permission
from alumni_office.ui import desk
from alumni_office.ui.desk import EDIT, posted, saved, telling

__all__ = ["EDIT", "OwnPages", "page", "posted", "saved", "telling"]

page = desk.page_of("admin/donations")


class OwnPages(desk.OwnPages):
    right = Permission.DONOR_VIEW
