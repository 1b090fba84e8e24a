"""Events on the public site, a file for each area."""

from . import chapters, consultations, gate, public, registering

app_name = "events"
urlpatterns: list = [
    *gate.urlpatterns,
    *consultations.urlpatterns,
    *registering.urlpatterns,
    *public.urlpatterns,
    *chapters.urlpatterns,
]
