"""What a chapter files, on its officers' pages."""

urlpatterns: list = []
