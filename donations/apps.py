from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = _("Giving")

    def ready(self):
        from alumni import privacy
        from alumni_office.ui import menu, public
        from alumni_office.ui import today as first_page

        from . import today
        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .privacy import TABLES

        menu.add_section("donations", SECTION, order=40)
        menu.add(*ENTRIES)
        first_page.waiting += today.WAITING
        public.add(*SITE_ENTRIES)
        privacy.declare(*TABLES)
        self._desk()
        self._money()
        self._receipts()
        self._needs()
        self._club()

    def _desk(self):
        """Donors, funds, campaigns, gifts."""
        from alumni import hooks

        from .services import donors_record

        hooks.owners["donations.donors"] = donors_record.OWNER

    def _money(self):
        """Pledges, bank statements, online payments."""

    def _receipts(self):
        """Receipts, thanks, the donor wall, one's own gifts."""

    def _needs(self):
        """Needs and offers."""

    def _club(self):
        """The entrepreneurs' club and its opportunities."""
        from alumni import hooks
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.accounts.roles import Permission

        from .demo import club as demo
        from .queries import club
        from .services import club as services
        from .services import club_record, opportunities

        # Before the donors, whose erasing lets go of the person.
        owners = dict(hooks.owners)
        hooks.owners.clear()
        hooks.owners.update({"donations.club": club_record.OWNER} | owners)
        hooks.unlinked.append(services.unlink)
        hooks.own_pages.append(hooks.OwnPage(_("My club and companies"), "donations:my-club", 50))
        hooks.panels.append(
            hooks.Panel(_("Club and cooperation"), "admin:donations_opportunity_person", Permission.CLUB_VIEW, 45)
        )
        hooks.activities.append(hooks.Activity(Permission.CLUB_VIEW, club.happened))
        hooks.add_criteria(*club.CRITERIA)
        PURPOSES["donations.club"] = _("About your membership of the entrepreneurs’ club")
        accounts.handovers.append(opportunities.HANDOVER)
        # Nobody applies, votes or opens a company in another's name.
        accounts.closed_while_looking |= {
            "donations:club-apply", "donations:club-vote", "donations:club-withdraw", "donations:company-close",
            "donations:company-open",
        }  # fmt: skip
        hooks.demonstrations.append(demo.load)
