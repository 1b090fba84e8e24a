"""The alumni's side of the public site, a file for each area."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
