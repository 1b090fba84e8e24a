"""Mailings on the web, and their pictures."""

from django.urls import path

from publications.views import letters

urlpatterns = [
    path("letters/<uuid:key>/<str:language>/", letters.letter, name="mailing-web"),
    path("letters/pictures/<uuid:key>/", letters.picture, name="mailing-picture"),
]
