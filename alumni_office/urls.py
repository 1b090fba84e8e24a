from django.conf import settings
from django.urls import include, path

from alumni_office.health import healthz
from alumni_office.site.addresses import feed, robots, sitemap
from alumni_office.site.admin import site
from alumni_office.site.views import about, find_us, home
from alumni_office.ui.language import set_language
from alumni_office.ui.theme import set_theme

urlpatterns = [
    path("healthz", healthz),
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("find-us/", find_us, name="find-us"),
    path("feed/", feed, name="feed"),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
    path("", include("alumni_office.accounts.urls")),
    path("admin/", site.urls),
    path("", include("alumni.urls")),
    path("chapters/", include("chapters.urls")),
    path("", include("events.urls")),
    path("", include("donations.urls")),
    path("", include("publications.urls")),
]

if settings.MAIL_WEBHOOK_SECRET:
    urlpatterns.append(path("mail/webhooks/", include("anymail.urls")))

handler400 = "alumni_office.site.errors.bad_request"
handler403 = "alumni_office.site.errors.permission_denied"
handler404 = "alumni_office.site.errors.page_not_found"
handler429 = "alumni_office.site.errors.too_many_requests"
handler500 = "alumni_office.site.errors.server_error"
