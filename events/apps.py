from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PURPOSES_OF_MAILS = {
    "events.consultation": _("A question of the office’s to you"),
    "events.future_letter": _("A letter that you wrote to yourself"),
    "events.interview": _("A student team would like to interview you"),
    "events.leaving": _("About your leave-taking"),
    "events.registration": _("About an event that you are registered for"),
    "events.reunion": _("About a reunion of your class"),
    "events.shift": _("A shift that you signed up for"),
    "events.speaker": _("About what you speak about at an event"),
    "events.volunteer": _("About the association of volunteers"),
}


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self):
        self._pages()
        self._people()
        self._work()

    def _pages(self):
        from alumni_office.ui import find, menu, public
        from alumni_office.ui import today as first_page

        from . import public as on_the_site
        from . import today
        from .finders import FINDERS
        from .menu import ENTRIES, SECTION, SITE_ENTRIES

        menu.add_section("events", SECTION, order=30)
        menu.add(*ENTRIES)
        find.finders.extend(FINDERS)
        first_page.waiting += today.WAITING
        public.add(*SITE_ENTRIES)
        public.pages.append(on_the_site.paths)
        public.news.append(on_the_site.news)
        public.blocks.append(on_the_site.HOME_BLOCK)

    def _people(self):
        from alumni import hooks, privacy
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.accounts.roles import Permission

        from .menu import takes_leave
        from .privacy import TABLES
        from .queries import checkins, classes, criteria, people, programmes
        from .queries.leaving import own
        from .services import (
            consultations_record,
            demo,
            interviews_record,
            leaving_record,
            registrations_record,
            reunions_record,
            volunteers_record,
        )

        privacy.declare(*TABLES)
        PURPOSES.update(PURPOSES_OF_MAILS)
        hooks.owners["events.registrations"] = registrations_record.OWNER
        hooks.owners["events.consultations"] = consultations_record.OWNER
        hooks.owners["events.interviews"] = interviews_record.OWNER
        hooks.owners["events.leaving"] = leaving_record.OWNER
        hooks.owners["events.reunions"] = reunions_record.OWNER
        hooks.owners["events.volunteers"] = volunteers_record.OWNER
        hooks.unlinked += [reunions_record.unlink, leaving_record.unlink]
        reunions = hooks.OwnPage(_("Class reunions"), "events:reunions", 45)
        hooks.class_pages.append(reunions)
        hooks.own_pages += [
            hooks.OwnPage(_("Questions to me"), "events:my-questions", 15),
            hooks.OwnPage(_("My events"), "events:mine", 30),
            reunions,
            hooks.OwnPage(_("Leave-taking and letters"), "events:letters", 60, shown_to=takes_leave),
        ]
        hooks.panels.append(hooks.Panel(_("Events"), "admin:events_registration_person", Permission.EVENT_VIEW, 30))
        hooks.activities.append(hooks.Activity(Permission.EVENT_VIEW, people.happened))
        hooks.add_criteria(*criteria.CRITERIA, *checkins.CRITERIA, *classes.CRITERIA)
        hooks.activities.append(hooks.Activity(Permission.EVENT_VIEW, checkins.happened))
        accounts.known_of_users["takes_leave"] = lambda: own.takes_leave("pk")
        accounts.known_of_users["is_volunteer"] = lambda: programmes.has_joined("pk")
        # Nobody registers, books, invites, signs for a class or answers in another's name, nor takes a shift, takes
        # leave or reads a letter.
        accounts.closed_while_looking |= {
            "events:register", "events:register-class", "events:invite", "events:my-questions", "events:my-question",
            "events:reunion-answer", "events:reunion-book", "events:reunion-cancel", "events:reunion-change",
            "events:leaving", "events:leaving-names", "events:leaving-degree", "events:leaving-consent",
            "events:leaving-liaison", "events:leaving-chapter", "events:leaving-letter", "events:letters",
            "events:letter", "events:reunion-invite", "events:reunion-mark", "events:shift-leave",
            "events:shift-take", "events:team", "events:team-met", "events:team-report", "events:team-submit",
            "events:team-wishes", "events:volunteer-certify", "events:volunteer-join",
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
        kinds.COUNT_LABELS.setdefault("sent", _("Mails"))
