"""Events on the public site, a file for each area."""

from . import registering

app_name = "events"
urlpatterns = [*registering.urlpatterns]
