from django.contrib import admin
from django.contrib.admin import AdminSite
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.forms import LoginForm
from alumni_office.ui import today

from . import demo


class OfficeAdminSite(AdminSite):
    site_header = _("Alumni Office")
    site_title = _("Alumni Office")
    index_title = _("Today")
    site_url = None
    enable_nav_sidebar = False
    login_form = LoginForm

    def each_context(self, request):
        """Like Django's, without its list of all apps: the desk has a menu of its own (ui/menu.py)."""
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "available_apps": [],
            "is_popup": False,
            "is_nav_sidebar_enabled": False,
        }

    def get_urls(self):
        # Without Django's way from any row of any table to its page: it asks for no right to the row.
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]

    def index(self, request, extra_context=None):
        """Today: what waits for this person, instead of a list of tables."""
        context = {
            **self.each_context(request),
            "title": self.index_title,
            **today.page_for(request.user),
            **(extra_context or {}),
        }
        request.current_app = self.name
        return TemplateResponse(request, "admin/index.html", context)

    def login(self, request, extra_context=None):
        people = demo.in_words_of_the_page(demo.logins())
        context = {"demo_logins": people, "demo_password": demo.common_password(people)}
        return super().login(request, context | (extra_context or {}))


site = admin.site
