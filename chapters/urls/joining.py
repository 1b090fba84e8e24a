"""Joining, leaving, and what a member opens."""

urlpatterns: list = []
