"""The registry on the desk: the list of chapters, and the addresses of the pages behind it."""

from django.contrib import admin
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models.places import Province, country_label
from alumni_office.accounts.roles import Permission
from alumni_office.ui.filters import OfferedFilters
from chapters.models import Chapter
from chapters.queries import places, registry, silence, terms

from . import chapter_files, chapter_pages, chapter_steps

Recognition = Chapter.Recognition
GOOD, WARN, BAD = "badge-good", "badge-warn", "badge-bad"
BADGES: dict[str, str] = {
    Recognition.FOUNDED: GOOD, Recognition.ACTIVE: GOOD, Recognition.REVIVED: GOOD, Recognition.APPLYING: WARN,
    Recognition.PREPARING: WARN, Recognition.DORMANT: WARN, Recognition.DISSOLVED: BAD,
    Chapter.Civil.REGISTERED: GOOD, Chapter.Civil.APPLIED: WARN, Chapter.Civil.REVOKED: BAD,
}  # fmt: skip


def badge(value: str, label) -> str:
    return format_html('<span class="badge {}">{}</span>', BADGES.get(value, ""), label)


class PlaceFilter(admin.SimpleListFilter):
    """Provinces and countries that have a chapter."""

    title = _("Province or country")
    parameter_name = "place"

    def lookups(self, request, model_admin):
        found = Chapter.objects.visible_to(request.user).order_by().values_list("province", "country").distinct()
        provinces = sorted({province for province, _country in found if province})
        countries = sorted({country for _province, country in found if country}, key=country_label)
        return [
            *((code, Province(code).label) for code in provinces),
            *((code, country_label(code)) for code in countries),
        ]

    def queryset(self, request, queryset):
        code = self.value()
        if not code:
            return queryset
        return queryset.filter(province=code) if code.isdigit() else queryset.filter(country=code)


class CareFilter(admin.SimpleListFilter):
    """Chapters of which the office should ask how they are."""

    title = _("Needs a look")
    parameter_name = "care"

    def lookups(self, request, model_admin):
        return [
            ("term", _("Council past its term")),
            ("none", _("No council on record")),
            ("silent", _("Silent for %(days)s days") % {"days": silence.SILENT_DAYS}),
        ]

    def queryset(self, request, queryset):
        if self.value() == "term":
            return queryset.filter(pk__in=terms.overdue().values("pk"))
        if self.value() == "none":
            return queryset.filter(pk__in=terms.without_term().values("pk"))
        if self.value() == "silent":
            seen = Chapter.objects.visible_to(request.user).living().values_list("pk", flat=True)
            return queryset.filter(pk__in=silence.silent(seen))
        return queryset


@admin.register(Chapter)
class ChapterAdmin(OfferedFilters, admin.ModelAdmin):
    list_display = ["called", "kind", "place", "recognised", "registered", "founded_on", "members", "term_until"]
    list_display_links = ["called"]
    list_filter = ["kind", "recognition", "civil", CareFilter, PlaceFilter]
    search_fields = ["name", "name_en", "city"]
    ordering = ["kind", "province", "country", "city", "name"]
    list_per_page = 50
    actions = None

    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("add/", chapter_pages.choose_kind, "add"),
            ("add/<slug:kind>/", chapter_pages.enter, "enter"),
            ("<int:pk>/", chapter_pages.page, "change"),
            ("<int:pk>/edit/", chapter_pages.edit, "edit"),
            ("<int:pk>/recognition/<slug:to>/", chapter_steps.recognition_step, "recognition"),
            ("<int:pk>/civil/<slug:to>/", chapter_steps.civil_step, "civil"),
            ("<int:pk>/licence/", chapter_steps.licence, "licence"),
            ("<int:pk>/documents/", chapter_files.upload, "upload"),
            ("<int:pk>/documents/<int:document>/", chapter_files.document, "document"),
            ("<int:pk>/photos/", chapter_files.photo_add, "photo_add"),
            ("<int:pk>/photos/<int:photo>/", chapter_files.photo, "photo"),
            ("<int:pk>/photos/<int:photo>/remove/", chapter_files.photo_remove, "photo_remove"),
        ]
        pages = [
            path(route, desk(view), {"site": self.admin_site}, name=f"chapters_chapter_{name}")
            for route, view, name in views
        ]
        return [path("", desk(self.changelist_view), name="chapters_chapter_changelist"), *pages]

    def get_queryset(self, request):
        return registry.listed(request.user).order_by(*self.ordering)

    @admin.display(description=pgettext_lazy("chapter", "Name"), ordering="name")
    def called(self, chapter):
        return chapter.shown_name

    @admin.display(description=_("Place, trade or college"), ordering="city")
    def place(self, chapter):
        return places.place_label(chapter)

    @admin.display(description=_("Recognition"), ordering="recognition")
    def recognised(self, chapter):
        return badge(chapter.recognition, chapter.get_recognition_display())

    @admin.display(description=_("Civil registration"), ordering="civil")
    def registered(self, chapter):
        return badge(chapter.civil, chapter.get_civil_display())

    @admin.display(description=_("Members"), ordering="member_count")
    def members(self, chapter):
        return chapter.member_count or 0

    @admin.display(description=_("Term until"), ordering="term_ends_on")
    def term_until(self, chapter):
        return chapter.term_ends_on

    def has_module_permission(self, request):
        return request.user.may(Permission.CHAPTER_VIEW)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.CHAPTER_VIEW)

    def has_add_permission(self, request):
        return request.user.reach(Permission.CHAPTER_EDIT).everyone

    def has_change_permission(self, request, obj=None):
        return False  # its own pages change it

    def has_delete_permission(self, request, obj=None):
        return False
