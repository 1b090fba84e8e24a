from django.urls import include, path

from alumni_office.health import healthz
from alumni_office.site.admin import site

urlpatterns = [
    path("healthz", healthz),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", site.urls),
]
