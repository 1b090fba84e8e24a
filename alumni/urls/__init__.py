"""The alumni's side of the public site, a file for each area."""

from . import colleges

app_name = "alumni"
urlpatterns = [*colleges.urlpatterns]
