"""Events on the public site, a file for each area."""

from . import chapters, public, registering

app_name = "events"
urlpatterns: list = [
    *registering.urlpatterns,
    *public.urlpatterns,
    *chapters.urlpatterns,
]
