from django.urls import include, path

from alumni_office.health import healthz
from alumni_office.site.admin import site
from alumni_office.site.views import about, find_us, home
from alumni_office.ui.language import set_language
from alumni_office.ui.theme import set_theme

urlpatterns = [
    path("healthz", healthz),
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("find-us/", find_us, name="find-us"),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
    path("account/", include("allauth.urls")),
    path("hijack/", include("hijack.urls")),
    path("admin/", site.urls),
    path("", include("alumni.urls")),
]
