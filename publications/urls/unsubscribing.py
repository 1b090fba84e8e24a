from django.urls import path

from publications.views import unsubscribing

urlpatterns = [
    path("mail/stop/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("mail/preferences/<str:token>/", unsubscribing.preferences, name="preferences"),
]
