"""Class reunions for the members of the class."""

from django.urls import path

from events.views import reunions, reunions_led, reunions_link

urlpatterns = [
    path("events/reunions/", reunions.mine, name="reunions"),
    path("events/reunions/answer/<str:token>/", reunions_link.answer, name="reunion-answer-link"),
    path("events/reunions/class/<int:pk>/book/", reunions.book, name="reunion-book"),
    path("events/reunions/<int:pk>/", reunions.detail, name="reunion"),
    path("events/reunions/<int:pk>/change/", reunions.change, name="reunion-change"),
    path("events/reunions/<int:pk>/answer/", reunions.answer, name="reunion-answer"),
    path("events/reunions/<int:pk>/invite/", reunions_led.invite, name="reunion-invite"),
    path("events/reunions/<int:pk>/mark/<int:about_pk>/", reunions_led.mark, name="reunion-mark"),
    path("events/reunions/<int:pk>/cancel/", reunions_led.cancel, name="reunion-cancel"),
]
