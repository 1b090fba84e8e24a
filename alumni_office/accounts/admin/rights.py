from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from ..roles import Permission


class GrantsRoles:
    """For those who grant roles; nothing is deleted, because the log points at it."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.may(Permission.GRANT_EDIT)

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Colleges are chosen here, not made."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field
