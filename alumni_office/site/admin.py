from django.contrib import admin
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class OfficeAdminSite(AdminSite):
    site_header = _("Alumni Office")
    site_title = _("Alumni Office")
    index_title = _("Today")


site = admin.site
