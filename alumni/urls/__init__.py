"""The alumni's side of the public site, a file for each area."""

from . import circle, claims

app_name = "alumni"
urlpatterns = [*claims.urlpatterns, *circle.urlpatterns]
