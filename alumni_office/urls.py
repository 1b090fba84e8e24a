from django.urls import include, path

from alumni_office.health import healthz
from alumni_office.site.admin import site
from alumni_office.site.views import home
from alumni_office.ui.theme import set_theme

urlpatterns = [
    path("healthz", healthz),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", home, name="home"),
    path("theme/", set_theme, name="set_theme"),
    path("", include("alumni_office.accounts.urls")),
    path("admin/", site.urls),
    path("", include("alumni.urls")),
]
