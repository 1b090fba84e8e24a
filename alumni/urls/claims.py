""" "That is me", and the link that opens one's own data."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
