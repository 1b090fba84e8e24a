"""Funds, campaigns, the donor wall, and a donor's own window."""

from django.urls import path

from donations.views import giving, mine, wall

urlpatterns: list = [
    path("giving/", giving.funds, name="funds"),
    path("giving/funds/<int:pk>/", giving.fund, name="fund"),
    path("giving/campaigns/<int:pk>/", giving.campaign, name="campaign"),
    path("giving/wall/", wall.donor_wall, name="wall"),
    path("giving/wall/<int:key>/", wall.circle, name="wall-circle"),
    path("giving/mine/<str:token>/", mine.window, name="donor-window"),
    path("giving/mine/<str:token>/receipts/<int:pk>/", mine.window_receipt, name="donor-receipt"),
    path("me/gifts/", mine.gifts, name="mine"),
    path("me/gifts/wall/", mine.wall_word, name="my-wall"),
    path("me/gifts/receipts/<int:pk>/", mine.receipt, name="my-receipt"),
]
