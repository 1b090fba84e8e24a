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
        from alumni import hooks
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.accounts.roles import Permission
        from events import hooks as events

        from .demo import needs as demo
        from .queries import cases, need_outcomes
        from .services import needs_handover, needs_record

        hooks.owners["donations.needs"] = needs_record.OWNER
        PURPOSES["donations.need"] = _("A need of the university that may interest you, or your answer to one")
        accounts.known_of_users["is_verified_alumnus"] = cases.is_verified
        accounts.handovers.append(needs_handover.HANDOVER)
        # Nobody answers, offers, approves, invites or moves a case in another's name.
        accounts.closed_while_looking |= {
            "donations:need-answer", "donations:answer-withdraw", "donations:offer-add", "donations:offer-end",
            "admin:donations_need_approve", "admin:donations_need_matches", "admin:donations_need_invite_offer",
            "admin:donations_needcase_take_up", "admin:donations_needcase_agree", "admin:donations_needcase_carry_out",
            "admin:donations_needcase_tell_back", "admin:donations_needcase_end",
        }  # fmt: skip
        hooks.panels.append(
            hooks.Panel(_("Needs and offers"), "admin:donations_needcase_person", Permission.NEED_EDIT, 45)
        )
        hooks.activities.append(hooks.Activity(Permission.NEED_EDIT, cases.happened))
        hooks.own_pages.append(hooks.OwnPage(_("My answers and offers"), "donations:my-needs", 35))
        events.outcomes.append(need_outcomes.COUNTED)
        hooks.demonstrations.append(demo.load)

    def _club(self):
        """The entrepreneurs' club and its opportunities."""
