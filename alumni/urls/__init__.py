"""The alumni's side of the public site, a file for each area."""

from . import claims

app_name = "alumni"
urlpatterns = [*claims.urlpatterns]
