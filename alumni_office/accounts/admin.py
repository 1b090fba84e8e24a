from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from .forms import PasswordForm, RoleGrantForm, UserAddForm, UserEditForm, role_sentences
from .models import RoleGrant, User
from .roles import Permission

admin.site.unregister(Group)  # what a role may do is code (roles.py), not data


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


class RoleGrantInline(GrantsRoles, admin.TabularInline):
    model = RoleGrant
    form = RoleGrantForm
    fk_name = "user"
    fields = ["role", "college", "starts_on", "ends_on", "granted_by"]
    readonly_fields = ["granted_by"]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("college", "granted_by").order_by("-starts_on", "-pk")


@admin.register(User)
class UserAdmin(GrantsRoles, DjangoUserAdmin):
    form = UserEditForm
    add_form = UserAddForm
    change_password_form = PasswordForm
    list_display = ["name", "email", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff", "grants__role"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    show_facets = admin.ShowFacets.NEVER
    filter_horizontal = []
    inlines = [RoleGrantInline]
    readonly_fields = ["new_password", "last_login", "date_joined", "what_roles_may"]
    fieldsets = [
        (None, {"fields": ["name", "email", "new_password"]}),
        (_("Access"), {"fields": ["is_staff", "is_active", "last_login", "date_joined"]}),
        (_("What each role may do"), {"fields": ["what_roles_may"], "classes": ["collapse", "plain"]}),
    ]
    add_fieldsets = [(None, {"fields": ["name", "email", "password1", "password2"]})]

    def get_queryset(self, request):
        live = RoleGrant.objects.live().select_related("college")
        return super().get_queryset(request).prefetch_related(Prefetch("grants", live, to_attr="grants_today"))

    def has_change_permission(self, request, obj=None):
        """A superuser's account is not for others to take over."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        own = ["is_staff", "is_active"] if obj == request.user else []  # nobody locks themselves out
        return [*super().get_readonly_fields(request, obj), *own]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def save_form(self, request, form, change):
        user = super().save_form(request, form, change)
        if not change:
            user.is_staff = True  # whom the office enters here works at the desk
        return user

    def save_formset(self, request, form, formset, change):
        for grant in formset.save(commit=False):
            grant.granted_by = grant.granted_by or request.user
            grant.save()
        formset.save_m2m()

    @admin.display(description=_("roles today"))
    def roles(self, user):
        return "、".join(
            f"{grant.get_role_display()} ({grant.college})" if grant.college else grant.get_role_display()
            for grant in user.grants_today
        )

    @admin.display(description=_("password"))
    def new_password(self, user):
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', url, _("Set a new password"))

    @admin.display(description=_("Roles"))
    def what_roles_may(self, user):
        return format_html_join("", '<p class="role"><b>{}</b> {}</p>', role_sentences())


@admin.register(RoleGrant)
class RoleGrantAdmin(GrantsRoles, admin.ModelAdmin):
    form = RoleGrantForm
    list_display = ["user", "role", "college", "starts_on", "ends_on", "is_live", "granted_by"]
    list_select_related = ["user", "college", "granted_by"]
    list_filter = ["role", "college"]
    search_fields = ["user__name", "user__email"]
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-starts_on", "-pk"]
    readonly_fields = ["user", "granted_by"]
    fields = ["user", "role", "college", "starts_on", "ends_on", "granted_by"]

    def has_add_permission(self, request, obj=None):
        return False  # a role is granted on the user's own page

    @admin.display(description=_("today"), boolean=True)
    def is_live(self, grant):
        today = timezone.localdate()
        return grant.starts_on <= today and (grant.ends_on is None or grant.ends_on >= today)
