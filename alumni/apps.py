from django.apps import AppConfig
from django.apps import apps as registry
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AlumniConfig(AppConfig):
    name = "alumni"
    verbose_name = _("Alumni")

    def ready(self):
        from alumni_office.accounts import hooks as accounts
        from alumni_office.accounts.roles import Permission
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import find, menu, public
        from alumni_office.ui import today as first_page

        from . import hooks, tasks, today
        from . import public as on_the_site
        from .finders import FINDERS
        from .menu import ENTRIES, SITE_ENTRIES
        from .services import handover

        menu.add(*ENTRIES)
        find.finders.extend(FINDERS)
        public.add(*SITE_ENTRIES)
        public.pages.append(on_the_site.paths)
        public.news.append(on_the_site.news)
        public.actions.append(public.HomeAction(_("Find myself"), "alumni:claim", order=10))
        public.actions.append(public.HomeAction(_("Where is my college today?"), "alumni:colleges", order=50))
        accounts.handovers += handover.HANDOVERS
        accounts.closed_while_looking |= {
            "admin:alumni_roster_rejected",  # a file of people, as an export is
            "alumni:messages",  # what others wrote to one person
            "alumni:message-write",
            "alumni:claim-evidence",
        }
        hooks.panels.append(hooks.Panel(_("Class liaison"), "admin:alumni_liaison_person", Permission.ALUMNI_VIEW, 5))
        first_page.waiting += today.WAITING
        first_page.blocks += today.BLOCKS
        first_page.feeds += today.FEEDS
        first_page.first_steps += today.FIRST_STEPS

        post_migrate.connect(name_closed_terms, sender=self)
        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)


def name_closed_terms(apps=registry, **kwargs):
    from .services import search_index

    if ("alumni", "term") in {(model._meta.app_label, model._meta.model_name) for model in apps.get_models()}:
        search_index.name_closed_terms()  # else the migrations of the app were taken back
