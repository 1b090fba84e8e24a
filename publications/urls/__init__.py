"""Publications on the public site, a file for each area."""

from . import letters, periodicals, unsubscribing

app_name = "publications"
urlpatterns: list = [
    *periodicals.urlpatterns,
    *letters.urlpatterns,
    *unsubscribing.urlpatterns,
]
