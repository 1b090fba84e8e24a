from allauth.socialaccount.providers.weixin.provider import WeixinProvider
from django.utils.translation import gettext_lazy as _

from .views import Adapter


class Provider(WeixinProvider):
    """Known by the unionid: the openid is another one for each app of the same office."""

    name = _("WeChat")
    oauth2_adapter_class = Adapter

    def extract_uid(self, data):
        return data["unionid"]

    def extract_extra_data(self, data):
        return {name: data[name] for name in ("openid", "unionid", "nickname") if name in data}


provider_classes = [Provider]
