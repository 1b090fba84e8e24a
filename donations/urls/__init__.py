"""Giving on the public site, a file for each area."""

from . import club, giving, needs, payments

app_name = "donations"
urlpatterns: list = [
    *giving.urlpatterns,
    *payments.urlpatterns,
    *needs.urlpatterns,
    *club.urlpatterns,
]
