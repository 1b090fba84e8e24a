from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications and mail")

    def ready(self):
        from alumni import hooks, privacy
        from alumni_office.accounts.roles import Permission
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import menu, public
        from alumni_office.ui import today as first_page

        from . import public as on_the_site
        from . import tasks, today, webhooks
        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .privacy import TABLES
        from .queries import post_people
        from .services import articles_record, demo, owning
        from .services.post import owning as post_owning

        menu.add_section("publications", SECTION, order=50)
        menu.add(*ENTRIES)
        public.add(*SITE_ENTRIES)
        for kind, handler in tasks.HANDLERS.items():
            jobs.register(kind, handler)
        for kind, words in tasks.KINDS.items():
            kinds.describe(kind, **words)
        public.pages.append(on_the_site.paths)
        public.news.append(on_the_site.news)
        public.blocks.append(on_the_site.HOME_BLOCK)
        first_page.waiting += today.WAITING
        privacy.declare(*TABLES)
        hooks.owners["publications.periodicals"] = articles_record.OWNER
        hooks.owners["publications.mailings"] = owning.OWNER
        hooks.owners["publications.post"] = post_owning.OWNER
        hooks.activities.append(hooks.Activity(Permission.ALUMNI_VIEW, post_people.happened))
        webhooks.listen()
        hooks.demonstrations.append(lambda users: demo.fill(by=users.get("editor@demo.example")))
