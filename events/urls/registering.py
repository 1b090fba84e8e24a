"""Registering, one's own registration by its link, and what one is registered for."""

from django.urls import path

from events.views import own_registration, registering

urlpatterns = [
    path("events/mine/", registering.mine, name="mine"),
    path("events/i/<str:token>/", registering.invite, name="invite"),
    path("events/r/<str:token>/", own_registration.registration, name="registration"),
    path("events/r/<str:token>/change/", own_registration.change, name="registration-change"),
    path("events/r/<str:token>/cancel/", own_registration.cancel, name="registration-cancel"),
    path("events/r/<str:token>/calendar.ics", own_registration.calendar, name="registration-calendar"),
    path("events/<int:pk>/register/", registering.register, name="register"),
    path("events/<int:pk>/register/class/<int:liaison>/", registering.register_a_class, name="register-class"),
    path("events/<int:pk>/registered/", registering.registered, name="registered"),
]
