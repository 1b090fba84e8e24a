from django.urls import include, path
from hijack.views import ReleaseUserView

from .views import account_home

# Looking as someone else begins on the person's page at the desk, with a reason; here it only ends.
hijack = [path("release/", ReleaseUserView.as_view(), name="release")]

urlpatterns = [
    path("account/", account_home, name="account_home"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/3rdparty/", include("allauth.socialaccount.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/", include("alumni_office.accounts.weixin.urls")),
    path("hijack/", include((hijack, "hijack"))),
]
