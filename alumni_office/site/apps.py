from django.contrib.admin.apps import AdminConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SiteConfig(AdminConfig):
    """The browser admin with the office's own site object."""

    default_site = "alumni_office.site.admin.OfficeAdminSite"

    def ready(self):
        super().ready()
        from alumni_office.accounts.roles import Permission
        from alumni_office.jobs import queries
        from alumni_office.ui import menu, public, today

        today.waiting.append(today.Waiting(_("Jobs at work"), queries.open_jobs, "admin:jobs_job_changelist", order=90))
        menu.add(
            menu.MenuEntry(_("Today"), "admin:index", section="today", icon="today"),
            menu.MenuEntry(_("Jobs"), "admin:jobs_job_changelist", section="work", icon="job"),
            menu.MenuEntry(
                _("Users and roles"), "admin:accounts_user_changelist", Permission.GRANT_EDIT, "system", 10, "users"
            ),
            menu.MenuEntry(
                _("Who may do what"), "admin:accounts_rolegrant_roles", Permission.HISTORY_VIEW, "system", 15, "key"
            ),
            menu.MenuEntry(
                _("Access log"), "admin:history_accessrecord_changelist", Permission.HISTORY_VIEW, "system", 20, "eye"
            ),
            menu.MenuEntry(_("Mails"), "admin:mail_message_changelist", Permission.HISTORY_VIEW, "system", 30, "mail"),
        )
        public.add(
            public.SiteEntry(_("Home"), "home", order=0),
            public.SiteEntry(pgettext_lazy("menu", "About"), "about", order=80),
            public.SiteEntry(_("Find us"), "find-us", order=90, at_foot=True),
        )
        public.pages.append(lambda: [reverse(name) for name in ("home", "about", "find-us")])
