from django.urls import path

from alumni.views import rights

urlpatterns = [
    path("me/rights/", rights.overview, name="me-rights"),
    path("me/rights/copy/<slug:kind>/", rights.copy, name="me-rights-copy"),
    path("me/rights/ask/<slug:kind>/", rights.ask, name="me-rights-ask"),
    path("me/rights/<int:pk>/withdraw/", rights.withdraw, name="me-rights-withdraw"),
    path("me/rights/lift/", rights.lift, name="me-rights-lift"),
    path("rights/relatives/", rights.relatives, name="relatives"),
    path("rights/relatives/sent/", rights.relatives_sent, name="relatives-sent"),
]
