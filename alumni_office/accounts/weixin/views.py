from functools import wraps

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter
from django.conf import settings
from django.http import Http404
from django.urls import reverse

from . import is_configured
from .client import Client, ask


class Adapter(WeixinOAuth2Adapter):
    client_class = Client

    @property
    def access_token_url(self):
        return settings.WEIXIN_TOKEN_URL

    @property
    def profile_url(self):
        return settings.WEIXIN_PROFILE_URL

    def complete_login(self, request, app, token, **kwargs):
        said = ask(self.profile_url, {"access_token": token.token, "openid": kwargs["response"]["openid"]})
        if not said.get("unionid"):
            raise OAuth2Error("no unionid: the app is not bound to an account of WeChat's open platform")
        return self.get_provider().sociallogin_from_response(request, said)

    def get_callback_url(self, request, app):
        return f"{settings.SITE_URL}{reverse('weixin_callback')}"


def when_configured(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_configured():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


oauth2_login = when_configured(OAuth2LoginView.adapter_view(Adapter))
oauth2_callback = when_configured(OAuth2CallbackView.adapter_view(Adapter))
