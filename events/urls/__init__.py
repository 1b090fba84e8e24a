"""Events on the public site, a file for each area."""

from . import consultations

app_name = "events"
urlpatterns: list = [*consultations.urlpatterns]
