"""What the desk's pages of this app share."""

from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import tell_changed
from alumni_office.ui import desk

__all__ = ["OwnPages", "page", "tell_changed"]

page = desk.page_of("admin/publications")


class OwnPages(desk.OwnPages):
    right = Permission.PUBLICATION_VIEW
