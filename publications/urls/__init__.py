"""Publications on the public site, a file for each area."""

from . import periodicals

app_name = "publications"
urlpatterns: list = [
    *periodicals.urlpatterns,
]
