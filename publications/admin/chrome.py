"""What the desk's pages of this app share: their addresses, and what is said when two people save."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from alumni_office.accounts.roles import Permission
from chapters.services.saving import ChangedMeanwhile


class OwnPages(admin.ModelAdmin):
    """Pages of our own instead of Django's; `views` are (route, view, end of the name)."""

    views: list[tuple] = []

    def get_urls(self):
        desk = self.admin_site.admin_view
        name = f"publications_{self.model._meta.model_name}"
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"{name}_{end}") for route, view, end in self.views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.PUBLICATION_VIEW)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.PUBLICATION_VIEW)

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


def page(request, site, template: str, title, *, form=None, **context):
    return TemplateResponse(
        request, f"admin/publications/{template}.html",
        site.each_context(request) | {"title": title, "form": form} | context,
        status=422 if form is not None and form.errors else 200,
    )  # fmt: skip


def tell_changed(form, error: ChangedMeanwhile) -> None:
    """What stands there now is said; saving once more puts one's own in its place."""
    form.add_error(
        None,
        _("Somebody else saved in the meantime. What they wrote in the fields below is shown here; saving again puts "
          "yours in its place."),
    )  # fmt: skip
    for difference in error.differences:
        form.add_error(None, f"{difference.label}: {str(difference.theirs or '—')[:2000]}")
    form.data = form.data.copy()
    form.data["version"] = error.row.version  # type: ignore[attr-defined]
