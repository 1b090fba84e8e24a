"""The alumni's side of the public site, a file for each area."""

from . import circle, claims, mine

app_name = "alumni"
urlpatterns = [*claims.urlpatterns, *mine.urlpatterns, *circle.urlpatterns]
