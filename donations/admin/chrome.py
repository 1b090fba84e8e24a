"""What the desk's pages of giving share: their addresses and the frame; how refusals are said is as for events."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import path

from alumni_office.accounts.roles import Permission
from events.admin.chrome import EDIT, posted, saved, telling

__all__ = ["EDIT", "OwnPages", "page", "posted", "saved", "telling", "typed_words"]


class OwnPages(admin.ModelAdmin):
    """Pages of our own instead of Django's; `views` are (route, view, end of the name), `right` is what the model's
    lines in lists of the admin ask for."""

    views: list[tuple] = []
    right: str = Permission.DONOR_VIEW

    def get_urls(self):
        desk = self.admin_site.admin_view
        name = f"donations_{self.model._meta.model_name}"
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


def typed_words(request, other: str = "", *, most: int = 60) -> str:
    """What is looked for with ?q=: one line, of which no character is none in the database."""
    return " ".join(request.GET.get("q", other).replace("\0", " ").split())[:most]


def page(request, site, template: str, title, *, form=None, **context):
    return TemplateResponse(
        request, f"admin/donations/{template}.html",
        site.each_context(request) | {"title": title, "form": form} | context,
        status=422 if form is not None and form.errors else 200,
    )  # fmt: skip
