from django.contrib import admin
from django.urls import path

from alumni.models import PersonList, SavedSearch
from alumni_office.accounts.roles import Permission

from . import saved


class SavedAdmin(admin.ModelAdmin):
    """Own pages for what people keep; everything goes through services.lists."""

    def get_urls(self):
        desk = self.admin_site.admin_view
        chrome = {"site": self.admin_site, "model": self.model}
        name = f"alumni_{self.model._meta.model_name}"
        return [
            path("", desk(saved.saved_list), chrome, name=f"{name}_changelist"),
            path("<int:pk>/", desk(saved.open_saved), chrome, name=f"{name}_open"),
            path("<int:pk>/change/", desk(saved.rename), chrome, name=f"{name}_change"),
            path("<int:pk>/delete/", desk(saved.delete), chrome, name=f"{name}_delete"),
        ]

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.ALUMNI_VIEW)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_module_permission(self, request):
        return request.user.may(Permission.ALUMNI_VIEW)


@admin.register(SavedSearch)
class SavedSearchAdmin(SavedAdmin):
    pass


@admin.register(PersonList)
class PersonListAdmin(SavedAdmin):
    def get_urls(self):
        chrome = {"site": self.admin_site, "model": self.model}
        add = path("add/", self.admin_site.admin_view(saved.create_list), chrome, name="alumni_personlist_add")
        return [add, *super().get_urls()]
