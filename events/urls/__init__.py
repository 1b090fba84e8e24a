"""Events on the public site, a file for each area."""

from . import gate

app_name = "events"
urlpatterns: list = [*gate.urlpatterns]
