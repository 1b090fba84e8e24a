from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PURPOSES_OF_MONEY = {
    "donations.pledge": _("A reminder of a pledge"),
    "donations.announced": _("About a gift that you announced"),
}


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = _("Giving")

    def ready(self):
        from alumni import privacy
        from alumni_office.ui import menu, public
        from alumni_office.ui import today as first_page

        from . import today
        from .menu import ENTRIES, SECTIONS, SITE_ENTRIES
        from .privacy import TABLES

        for order, (name, title) in enumerate(SECTIONS.items(), 40):
            menu.add_section(name, title, order=order)
        menu.add(*ENTRIES)
        first_page.waiting += today.WAITING
        public.add(*SITE_ENTRIES)
        privacy.declare(*TABLES)
        self._desk()
        self._money()
        self._receipts()
        self._needs()
        self._club()
        self._work()

    def _desk(self):
        """Donors, funds, campaigns, gifts."""
        from alumni import hooks
        from alumni_office.accounts.roles import Permission
        from alumni_office.ui import find
        from events import hooks as events

        from .finders import FINDERS
        from .queries import criteria, event_gifts, people
        from .services import demo, donors_record, erasing

        hooks.owners["donations.donors"] = donors_record.OWNER
        hooks.forgotten.append(hooks.Forgotten(erasing.NAME, erasing.lines, erasing.replay))
        hooks.panels.append(hooks.Panel(_("Giving"), "admin:donations_donor_person", Permission.DONOR_VIEW, 35))
        hooks.activities.append(hooks.Activity(Permission.DONOR_VIEW, people.happened))
        hooks.add_criteria(*criteria.CRITERIA)
        events.outcomes.append(event_gifts.COUNTED)
        find.finders.extend(FINDERS)
        hooks.demonstrations.append(demo.load)

    def _money(self):
        """Pledges, bank statements, online payments."""
        from django.core import checks

        from alumni import hooks
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts

        from .queries import ways
        from .services import money_record
        from .services.payments import provider, takes_transfers
        from .services.payments.checking import check_payments

        hooks.owners["donations.money"] = money_record.OWNER
        PURPOSES.update(PURPOSES_OF_MONEY)
        accounts.closed_while_looking |= {"donations:give"}
        checks.register(check_payments)
        ways.WAYS.append(
            ways.Way(
                "give", "donations/way_give.html", lambda: {"is_now": provider() is not None},
                lambda: takes_transfers() or provider() is not None,
            )
        )  # fmt: skip

    def _receipts(self):
        """Receipts, thanks, the donor wall, one's own gifts."""
        from alumni import hooks
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.ui import public

        from . import public as on_the_site
        from .services import wall_record

        PURPOSES.update(on_the_site.PURPOSES_OF_MAILS)
        hooks.own_pages.append(hooks.OwnPage(_("My gifts"), "donations:mine", 35))
        hooks.owners["donations.wall"] = wall_record.OWNER
        # Nobody speaks for the wall in another's name.
        accounts.closed_while_looking |= {"donations:my-wall"}
        public.pages.append(on_the_site.paths)
        public.news.append(on_the_site.news)

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
        from alumni import hooks
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.accounts.roles import Permission

        from .demo import club as demo
        from .queries import club
        from .services import club as services
        from .services import club_record, opportunities

        hooks.owners["donations.club"] = club_record.OWNER
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

    def _work(self):
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs

        from . import tasks

        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)
        kinds.COUNT_LABELS.setdefault("issued", _("Issued"))
        kinds.COUNT_LABELS.setdefault("sent", _("Mails"))
