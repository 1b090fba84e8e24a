import unicodedata

from django.conf import settings
from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from alumni.services import demo
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import DEFINITIONS


class Command(BaseCommand):
    help = "Prints the demonstration's logins, one for each role, and what each may do."

    def handle(self, **options):
        there = set(User.objects.filter(is_active=True).values_list("email", flat=True))
        logins = [login for login in demo.LOGINS if login.email in there]
        if not logins:
            self.stdout.write(_("There are no demonstration logins here; manage.py demo makes them."))
            return
        password = demo.PASSWORD if settings.DEBUG else _("(shut)")
        for login in logins:
            if login.role:
                role, may = str(login.role.label), DEFINITIONS[login.role].sentence
            elif login.is_staff:
                role, may = _("Administrator"), _("May do everything, also the technical parts.")
            elif login.email == demo.LEADER:
                role, may = _("Chapter leader"), _("An alumnus who keeps the pages of a chapter; no desk.")
            else:
                role, may = _("Alumna"), _("Sees the public site and her own pages; no desk.")
            self.stdout.write(f"{padded(role, 16)}{padded(login.email, 26)}{padded(password, 18)}{may}")


def padded(text, width):
    """Chinese characters take two columns of a terminal."""
    taken = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(width - taken, 1)
