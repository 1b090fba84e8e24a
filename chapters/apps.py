from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PURPOSES_OF_MAILS = {
    "chapters.membership": _("About your membership in a chapter"),
    "chapters.invitation": _("An invitation from a chapter"),
    "chapters.notice": _("A notice of your chapter"),
}


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = _("Chapters")

    def ready(self):
        from alumni import hooks
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.accounts.roles import Permission
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import find, menu, public
        from alumni_office.ui import today as first_page

        from . import public as on_the_site
        from . import tasks, today
        from .finders import FINDERS
        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .privacy import declare_tables
        from .queries import criteria, people
        from .queries.congress import published
        from .queries.terms import has_led
        from .services import demo
        from .services.people import OWNER, unlink

        menu.add_section("chapters", SECTION, order=20)
        menu.add(*ENTRIES)
        find.finders.extend(FINDERS)
        first_page.waiting += today.WAITING

        public.add(*SITE_ENTRIES)
        public.pages += [on_the_site.paths, published.paths]
        public.news.append(on_the_site.news)
        public.blocks.append(public.HomeBlock("chapters/home_block.html", on_the_site.home, order=30))

        accounts.known_of_users["has_led_a_chapter"] = lambda: has_led("pk")
        accounts.closed_while_looking |= {
            "chapters:council-audit-file",
            "chapters:council-minutes-file",
            "chapters:my-members-export",  # a file of people, as an export is
            "chapters:my-members-invite",
            # Nobody agrees in another's name.
            "chapters:join",
            "chapters:membership-move",
            "chapters:membership-consent",
            "chapters:membership-pieces",
        }

        declare_tables()
        PURPOSES.update(PURPOSES_OF_MAILS)
        hooks.owners["chapters"] = OWNER
        hooks.unlinked.append(unlink)
        hooks.panels.append(hooks.Panel(_("Chapters"), "admin:chapters_membership_person", Permission.CHAPTER_VIEW, 10))
        hooks.add_criteria(*criteria.CRITERIA)
        hooks.activities.append(hooks.Activity(Permission.CHAPTER_VIEW, people.happened))
        hooks.demonstrations.append(demo.load)

        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)
        kinds.COUNT_LABELS |= tasks.COUNT_LABELS
