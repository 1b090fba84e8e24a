"""Volunteers: joining, my shifts, certificates and what their numbers are good for."""

from django.urls import path

from events.views import volunteers

urlpatterns = [
    path("events/volunteers/", volunteers.mine, name="volunteer"),
    path("events/volunteers/join/<str:token>/", volunteers.join, name="volunteer-join"),
    path("events/volunteers/shifts/<int:pk>/take/", volunteers.take, name="shift-take"),
    path("events/volunteers/shifts/<int:pk>/leave/", volunteers.leave, name="shift-leave"),
    path("events/volunteers/programmes/<int:pk>/certify/", volunteers.certify, name="volunteer-certify"),
    path("events/volunteers/certificates/<int:pk>/", volunteers.paper, name="volunteer-paper"),
    path("events/certificates/<str:number>/", volunteers.certificate, name="certificate"),
]
