"""Founding a chapter online."""

urlpatterns: list = []
