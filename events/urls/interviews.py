"""Interviews: the person's answer, and the pages of a team."""

from django.urls import path

from events.views import interviews

urlpatterns = [
    path("events/interviews/<str:token>/", interviews.answer, name="interview"),
    path("events/volunteers/teams/<int:pk>/", interviews.team, name="team"),
    path("events/volunteers/teams/<int:pk>/wishes/", interviews.wishes, name="team-wishes"),
    path("events/volunteers/interviews/<int:pk>/met/", interviews.met, name="team-met"),
    path("events/volunteers/interviews/<int:pk>/report/", interviews.report, name="team-report"),
    path("events/volunteers/interviews/<int:pk>/submit/", interviews.submit, name="team-submit"),
]
