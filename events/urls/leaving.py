"""Leave-taking: the links, the page of one graduate, the letters to oneself."""

from django.urls import path

from events.views import leaving, letters

urlpatterns = [
    path("events/leaving/link/<str:token>/", leaving.by_link, name="leaving-link"),
    path("events/leaving/paper/<str:token>/", leaving.by_paper, name="leaving-paper"),
    path("events/leaving/", leaving.leaving, name="leaving"),
    path("events/leaving/names/", leaving.names, name="leaving-names"),
    path("events/leaving/degrees/<int:pk>/", leaving.degree, name="leaving-degree"),
    path("events/leaving/consent/", leaving.consent, name="leaving-consent"),
    path("events/leaving/liaison/", leaving.liaison, name="leaving-liaison"),
    path("events/leaving/chapter/", leaving.chapter, name="leaving-chapter"),
    path("events/leaving/letter/", leaving.letter, name="leaving-letter"),
    path("events/letters/", letters.letters, name="letters"),
    path("events/letters/<int:pk>/", letters.letter, name="letter"),
]
