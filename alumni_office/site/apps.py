from django.contrib.admin.apps import AdminConfig


class SiteConfig(AdminConfig):
    """The browser admin with the office's own site object."""

    default_site = "alumni_office.site.admin.OfficeAdminSite"
