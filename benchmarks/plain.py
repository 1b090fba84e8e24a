"""The pages to compare with: the plainest list of the same people, and Django's own admin with icontains: as an
office would have it, which finds by what our box finds by, and by the names alone, the least that can be had."""

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import include, path

from alumni.models import Alumnus
from alumni_office import urls


@login_required
def plain_list(request):
    people = (
        Alumnus.objects.filter(pk__in=request.GET["ids"].split(","))
        .order_by("pk")
        .prefetch_related("degrees__college", "employments")
    )
    return render(request, "plain_list.html", {"people": people})


class PlainAlumnusAdmin(admin.ModelAdmin):
    list_display = ["name", "gender", "tier", "city"]
    list_per_page = 25
    search_fields = [  # icontains, Django's default
        "name", "name_as_written", "latin_name", "former_names", "city", "degrees__college__name",
        "degrees__school__name", "degrees__major", "degrees__student_no", "employments__employer", "contacts__value",
        "taggings__tag__name",
    ]  # fmt: skip

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        response.using = "plain"  # Django's own templates, not ours of the same names
        return response


class NamesOnlyAdmin(PlainAlumnusAdmin):
    search_fields = ["name", "name_as_written", "latin_name"]


plain_admin, names_admin = AdminSite("plain"), AdminSite("names")
plain_admin.register(Alumnus, PlainAlumnusAdmin)
names_admin.register(Alumnus, NamesOnlyAdmin)
urlpatterns = [
    path("plain/", plain_list),
    path("plain-admin/", plain_admin.urls),
    path("names-admin/", names_admin.urls),
    path("", include(urls)),
]
