"""The alumni's side of the public site, a file for each area."""

from . import rights

app_name = "alumni"
urlpatterns = [*rights.urlpatterns]
