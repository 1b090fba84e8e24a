"""The pages to compare with: the plainest list of the same people, and Django's own admin with icontains."""

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
    search_fields = ["name", "name_as_written", "latin_name"]  # icontains, Django's default

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        response.using = "plain"  # Django's own templates, not ours of the same names
        return response


plain_admin = AdminSite("plain")
plain_admin.register(Alumnus, PlainAlumnusAdmin)
urlpatterns = [
    path("plain/", plain_list),
    path("plain-admin/", plain_admin.urls),
    path("", include(urls)),
]
