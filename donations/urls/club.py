"""The entrepreneurs' club."""

from django.urls import path

from donations.views import club

urlpatterns: list = [
    path("club/", club.club, name="club"),
    path("club/apply/", club.apply, name="club-apply"),
    path("club/mine/", club.mine, name="my-club"),
    path("club/mine/withdraw/", club.withdraw, name="club-withdraw"),
    path("club/mine/companies/<int:pk>/open/", club.company_open, name="company-open"),
    path("club/mine/companies/<int:pk>/close/", club.company_close, name="company-close"),
    path("club/companies/", club.directory, name="companies"),
    path("club/companies/<int:pk>/", club.company, name="company"),
    path("club/council/", club.council, name="club-council"),
    path("club/council/<int:pk>/", club.vote, name="club-vote"),
]
