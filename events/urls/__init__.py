"""Events on the public site, a file for each area."""

from . import chapters, consultations, gate, public, registering, reunions

app_name = "events"
urlpatterns: list = [
    *gate.urlpatterns,
    *consultations.urlpatterns,
    *registering.urlpatterns,
    *reunions.urlpatterns,
    *public.urlpatterns,
    *chapters.urlpatterns,
]
