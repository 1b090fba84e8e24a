from django.urls import path

from publications.views import clicks, unsubscribing, wishes

urlpatterns = [
    path("mail/stop/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("mail/preferences/<str:token>/", unsubscribing.preferences, name="preferences"),
    path("mail/to/<str:token>/", clicks.counted_link, name="counted-link"),
    path("me/mail/", wishes.mine, name="my-mail"),
    path("me/letters/", wishes.letters, name="my-letters"),
]
