"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Chapters")

ENTRIES: list[MenuEntry] = []

SITE_ENTRIES = [SiteEntry(_("Chapters"), "chapters:directory", order=30)]
