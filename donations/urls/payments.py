from django.urls import path

from donations.views import payments

urlpatterns: list = [
    path("give/", payments.give, name="give"),
    path("give/notified/", payments.notified, name="notified"),
    path("give/<slug:token>/", payments.given, name="given"),
]
