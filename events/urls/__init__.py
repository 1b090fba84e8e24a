"""Events on the public site, a file for each area."""

from . import reunions

app_name = "events"
urlpatterns: list = [*reunions.urlpatterns]
