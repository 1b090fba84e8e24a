"""Publications on the public site, a file for each area."""

app_name = "publications"
urlpatterns: list = []
