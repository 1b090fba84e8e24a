"""Needs and offers, for alumni who have signed in."""

from django.urls import path

from donations.views import needs

urlpatterns: list = [
    path("together/", needs.needs, name="needs"),
    path("together/<int:pk>/", needs.need, name="need"),
    path("together/<int:pk>/answer/", needs.need_answer, name="need-answer"),
    path("together/mine/", needs.mine, name="my-needs"),
    path("together/mine/<int:pk>/", needs.answer, name="answer"),
    path("together/mine/<int:pk>/withdraw/", needs.answer_withdraw, name="answer-withdraw"),
    path("together/offers/add/", needs.offer_add, name="offer-add"),
    path("together/offers/<int:pk>/end/", needs.offer_end, name="offer-end"),
]
