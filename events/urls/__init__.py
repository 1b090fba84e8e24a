"""Events on the public site, a file for each area."""

from . import chapters, consultations, effect, gate, interviews, leaving, programmes, public, registering, reunions

app_name = "events"
urlpatterns: list = [
    *gate.urlpatterns,
    *consultations.urlpatterns,
    *effect.urlpatterns,
    *interviews.urlpatterns,
    *leaving.urlpatterns,
    *programmes.urlpatterns,
    *registering.urlpatterns,
    *reunions.urlpatterns,
    *public.urlpatterns,
    *chapters.urlpatterns,
]
