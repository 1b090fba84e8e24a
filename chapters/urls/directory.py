"""What everyone sees of chapters."""

urlpatterns: list = []
