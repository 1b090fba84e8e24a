from django.apps import AppConfig


class WeixinConfig(AppConfig):
    name = "alumni_office.accounts.weixin"
    label = "weixin"
