"""The association's congress."""

from django.urls import path

from chapters.views import congress, my_congress

urlpatterns = [
    path("congress/", congress.congress_list, name="congresses"),
    path("congress/<int:pk>/", congress.congress_page, name="congress"),
    path("congress/<int:pk>/credential/", congress.my_credential, name="congress-credential"),
    path("<int:pk>/my/congress/", my_congress.my_congress, name="my-congress"),
    path("<int:pk>/my/congress/name/", my_congress.delegate_name, name="my-congress-name"),
    path("<int:pk>/my/congress/<int:delegate>/withdraw/", my_congress.delegate_withdraw, name="my-congress-withdraw"),
]
