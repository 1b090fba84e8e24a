"""The alumni's side of the public site, a file for each area."""

from . import circle, claims, colleges, mine, rights

app_name = "alumni"
urlpatterns = [
    *colleges.urlpatterns,
    *claims.urlpatterns,
    *mine.urlpatterns,
    *rights.urlpatterns,
    *circle.urlpatterns,
]
