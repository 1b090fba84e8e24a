"""Schools, colleges and what became of them; tags."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alumni.forms.schools import CollegeForm, SchoolForm, SuccessionForm, SuccessionRows
from alumni.models import Alumnus, College, School, Succession, Tag
from alumni_office.accounts.roles import Permission
from alumni_office.ui.filters import OfferedFilters


class SchoolKeeper:
    """All staff who see alumni read the list; those who keep it change it."""

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.ALUMNI_VIEW)

    has_module_permission = has_view_permission

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A school is chosen here, not made."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def has_change_permission(self, request, obj=None):
        return request.user.may(Permission.SCHOOL_EDIT)

    def has_add_permission(self, request, obj=None):
        return request.user.may(Permission.SCHOOL_EDIT)

    def has_delete_permission(self, request, obj=None):
        # Asked of one row only: Django would first collect every degree that points at it.
        return request.user.may(Permission.SCHOOL_EDIT) and obj is not None and not obj.degrees.exists()


@admin.register(School)
class SchoolAdmin(SchoolKeeper, OfferedFilters, admin.ModelAdmin):
    form = SchoolForm
    list_display = ["name", "english_name", "founded_on", "closed_on", "successor", "college_count"]
    list_select_related = ["successor"]
    search_fields = ["name", "english_name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(college_count=Count("colleges"))

    @admin.display(description=_("Colleges"), ordering="college_count")
    def college_count(self, school):
        return school.college_count


class BecameInline(SchoolKeeper, admin.TabularInline):
    model = Succession
    fk_name = "predecessor"
    form = SuccessionForm
    formset = SuccessionRows
    extra = 0
    autocomplete_fields = ["successor"]
    verbose_name = _("successor")
    verbose_name_plural = _("What it became")

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class CameFromInline(SchoolKeeper, admin.TabularInline):
    model = Succession
    fk_name = "successor"
    fields = ["predecessor", "kind", "happened_on"]
    extra = 0
    max_num = 0
    can_delete = False
    verbose_name_plural = _("What it came from")

    def has_change_permission(self, request, obj=None):
        return False  # told once, at the predecessor


@admin.register(College)
class CollegeAdmin(SchoolKeeper, OfferedFilters, admin.ModelAdmin):
    form = CollegeForm
    list_display = ["name", "school", "english_name", "founded_on", "closed_on", "became"]
    list_select_related = ["school"]
    list_filter = ["school"]
    search_fields = ["name", "english_name", "school__name"]

    def get_inlines(self, request, obj):
        has_past = obj is not None and obj.precessions.exists()
        return [BecameInline, CameFromInline] if has_past else [BecameInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("successions__successor")

    @admin.display(description=_("Became"))
    def became(self, college):
        return "、".join(step.successor.name for step in college.successions.all())


@admin.register(Tag)
class TagAdmin(OfferedFilters, admin.ModelAdmin):
    list_display = ["name", "people"]
    search_fields = ["name"]
    fields = ["name"]

    def get_queryset(self, request):
        seen = Q(taggings__alumnus__in=Alumnus.objects.visible_to(request.user))
        return super().get_queryset(request).annotate(people=Count("taggings", filter=seen))

    @admin.display(description=_("People"), ordering="people")
    def people(self, tag):
        if not tag.people:
            return 0
        url = reverse("admin:alumni_alumnus_changelist") + "?" + urlencode({"tag": tag.pk})
        label = _("People with the tag %(tag)s") % {"tag": tag}
        return format_html('<a href="{}" title="{}">{}</a>', url, label, tag.people)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.ALUMNI_VIEW)

    has_module_permission = has_view_permission

    def has_change_permission(self, request, obj=None):
        # A tag stands on people of all colleges: only who edits them all renames it.
        return request.user.reach(Permission.ALUMNI_EDIT).everyone

    has_add_permission = has_change_permission

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request) and obj is not None and not obj.taggings.exists()
