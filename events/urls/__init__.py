"""Events on the public site, a file for each area."""

from . import chapters, public

app_name = "events"
urlpatterns: list = [
    *public.urlpatterns,
    *chapters.urlpatterns,
]
