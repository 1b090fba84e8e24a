"""Questions that are put to people."""

from django.urls import path

from events.views import consultations

urlpatterns = [
    path("events/asked/<str:token>/", consultations.consultation, name="consultation"),
    path("events/mine/questions/", consultations.my_questions, name="my-questions"),
    path("events/mine/questions/<int:pk>/", consultations.my_question, name="my-question"),
]
