"""Publications on the public site, a file for each area."""

from . import unsubscribing

app_name = "publications"
urlpatterns: list = []
urlpatterns += unsubscribing.urlpatterns
