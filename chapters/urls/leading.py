"""My chapter: the pages that its officers keep."""

urlpatterns: list = []
