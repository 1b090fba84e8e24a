"""What of this app the box in the header finds besides people."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.find import Finder

from .queries import finding

FINDERS = [
    Finder(_("Colleges"), finding.colleges, Permission.ALUMNI_VIEW, 10),
    Finder(_("Lists"), finding.person_lists, Permission.ALUMNI_VIEW, 20),
    Finder(_("Saved searches"), finding.saved_searches, Permission.ALUMNI_VIEW, 30),
    Finder(_("Tags"), finding.tags, Permission.ALUMNI_VIEW, 40),
    Finder(_("Rosters"), finding.rosters, Permission.ROSTER_IMPORT, 50),
]
