"""The alumni's side of the public site, a file for each area."""

from . import circle, claims, mine, rights

app_name = "alumni"
urlpatterns = [*claims.urlpatterns, *mine.urlpatterns, *rights.urlpatterns, *circle.urlpatterns]
