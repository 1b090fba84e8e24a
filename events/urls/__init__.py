"""Events on the public site, a file for each area."""

app_name = "events"
urlpatterns: list = []
