from django.conf import settings
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni_office.ui import today
from alumni_office.ui.redirects import safe_target


class OfficeAdminSite(AdminSite):
    site_header = _("Alumni Office")
    site_title = _("Alumni Office")
    index_title = _("Today")
    site_url = None
    enable_nav_sidebar = False

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
        # Without Django's own page after a changed password, and without its way from any row of any table to its page:
        # it asks for no right to the row.
        gone = {"view_on_site", "password_change_done"}
        return [url for url in super().get_urls() if getattr(url, "name", None) not in gone]

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
        """One door for everyone: the public site's sign-in, which leads back here."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        back = safe_target(request, request.GET.get(REDIRECT_FIELD_NAME, ""), reverse("admin:index"))
        if request.user.is_authenticated:
            return redirect(back)
        return redirect_to_login(back, reverse(settings.LOGIN_URL))

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


site = admin.site
