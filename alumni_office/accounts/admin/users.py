from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from alumni_office.ui.filters import OfferedFilters

from .. import services
from ..forms.desk import PasswordForm, RoleGrantForm, UserAddForm, UserEditForm, role_sentences
from ..models import RoleGrant, User
from . import pages
from .rights import GrantsRoles


class RoleGrantInline(GrantsRoles, admin.TabularInline):
    model = RoleGrant
    form = RoleGrantForm
    fk_name = "user"
    fields = ["role", "college", "starts_on", "ends_on", "granted_by", "ending"]
    readonly_fields = ["granted_by", "ending"]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("college", "granted_by").order_by("-starts_on", "-pk")

    @admin.display(description=_("ended"))
    def ending(self, grant):
        if grant.ended_at:
            return f"{grant.ended_at:%Y-%m-%d}"
        if not grant.pk or not grant.is_live:
            return ""
        url = reverse("admin:accounts_rolegrant_end", args=[grant.pk])
        return format_html('<a href="{}">{}</a>', url, _("End now"))


@admin.register(User)
class UserAdmin(GrantsRoles, OfferedFilters, DjangoUserAdmin):
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
    readonly_fields = ["new_password", "look", "last_login", "date_joined", "what_roles_may"]
    fieldsets = [
        (None, {"fields": ["name", "email", "new_password", "look"]}),
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

    def get_urls(self):
        desk = self.admin_site.admin_view
        chrome = {"site": self.admin_site}
        return [
            path("<int:pk>/look/", desk(pages.look), chrome, name="accounts_user_look"),
            path("<int:pk>/handover/", desk(pages.handover), chrome, name="accounts_user_handover"),
            *super().get_urls(),
        ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            services.replace_address(user=obj, email=obj.email)
        if change and {"is_active", "is_staff"} & set(form.changed_data):
            services.end_sessions(user=obj)
        if obj.pk == request.user.pk:
            update_session_auth_hash(request, obj)

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        user = formset.instance
        try:
            for grant, _names in formset.changed_objects:
                services.move_end(grant=grant, ends_on=grant.ends_on, by=request.user)
            for grant in formset.new_objects:
                services.grant_role(
                    user=user, role=grant.role, college=grant.college, starts_on=grant.starts_on,
                    ends_on=grant.ends_on, by=request.user,
                )  # fmt: skip
        except services.NotYours:
            raise PermissionDenied from None
        if user.pk == request.user.pk:
            update_session_auth_hash(request, user)

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

    @admin.display(description=_("the site"))
    def look(self, user):
        if user.is_superuser or not user.is_active:
            return "–"
        url = reverse("admin:accounts_user_look", args=[user.pk])
        return format_html('<a href="{}">{}</a>', url, _("Look at it as this person"))

    @admin.display(description=_("Roles"))
    def what_roles_may(self, user):
        return format_html_join("", '<p class="role"><b>{}</b> {}</p>', role_sentences())
