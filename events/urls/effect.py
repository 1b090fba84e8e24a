"""How an event was."""

from django.urls import path

from events.views import feedback

urlpatterns = [path("events/feedback/<str:token>/", feedback.feedback, name="feedback")]
