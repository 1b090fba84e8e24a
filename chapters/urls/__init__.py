"""Chapters on the public site, a file for each area."""

from . import congress, directory, duties, founding, joining, leading

app_name = "chapters"
urlpatterns = [
    *founding.urlpatterns,
    *joining.urlpatterns,
    *leading.urlpatterns,
    *duties.urlpatterns,
    *congress.urlpatterns,
    *directory.urlpatterns,
]
