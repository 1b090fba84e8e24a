"""What the desk's own pages share: their addresses and their frame."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import path

EDIT = ["GET", "HEAD", "POST"]


class OwnPages(admin.ModelAdmin):
    """Pages of our own instead of Django's; `views` are (route, view, end of the name), `right` is what the model's
    lines in lists of the admin ask for."""

    views: list[tuple] = []
    right: str

    def get_urls(self):
        desk = self.admin_site.admin_view
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}"
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"{name}_{end}") for route, view, end in self.views
        ]

    def has_module_permission(self, request):
        return request.user.may(self.right)

    def has_view_permission(self, request, obj=None):
        return request.user.may(self.right)

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


def page_of(folder: str):
    """page(request, site, template, title, *, form=None, **context) for the templates in `folder`; 422 where the form
    says what is wrong."""

    def page(request, site, template: str, title, *, form=None, **context):
        return TemplateResponse(
            request, f"{folder}/{template}.html",
            site.each_context(request) | {"title": title, "form": form} | context,
            status=422 if form is not None and form.errors else 200,
        )  # fmt: skip

    return page
