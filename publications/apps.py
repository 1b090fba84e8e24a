from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PURPOSES_OF_MAILS = {
    "publications.consent": _("About an article with you in it"),
    "publications.suggestion": _("About a story that you sent in"),
    "publications.parcel_returned": _("About a parcel that came back"),
}


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications and mail")

    def ready(self):
        from alumni import hooks, privacy
        from alumni.queries.mine import PURPOSES
        from alumni_office.accounts import hooks as accounts
        from alumni_office.accounts.roles import Permission
        from alumni_office.jobs import kinds
        from alumni_office.jobs import services as jobs
        from alumni_office.ui import menu, public
        from alumni_office.ui import today as first_page
        from events import hooks as events

        from . import public as on_the_site
        from . import tasks, today, webhooks
        from .menu import ENTRIES, SECTION, SITE_ENTRIES
        from .privacy import TABLES
        from .queries import criteria, mentions, people, post_people, received
        from .services import articles_record, demo, owning, subscriptions_record, suggestions
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
        hooks.owners["publications.subscriptions"] = subscriptions_record.OWNER
        PURPOSES.update(PURPOSES_OF_MAILS)
        hooks.panels.append(hooks.Panel(_("Mail"), "admin:publications_mailing_person", Permission.MAILING_VIEW, 20))
        hooks.add_criteria(*criteria.CRITERIA)
        hooks.activities.append(hooks.Activity(Permission.MAILING_VIEW, people.happened))
        hooks.letters.append(received.letters)
        hooks.own_pages += [
            hooks.OwnPage(_("What I get"), "publications:my-mail", 10),
            hooks.OwnPage(_("What was sent to me"), "publications:my-letters", 20),
        ]
        accounts.closed_while_looking.add("publications:my-mail")  # nobody orders or ends in another's name
        hooks.activities.append(hooks.Activity(Permission.ALUMNI_VIEW, post_people.happened))
        webhooks.listen()
        events.desks.append(suggestions.take_story)
        events.outcomes.append(mentions.COUNTED)
        hooks.demonstrations.append(lambda users: demo.fill(by=users.get("editor@demo.example")))
