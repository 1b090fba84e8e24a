"""Signing in with WeChat. Shut, with addresses that answer 404, until its keys are set."""

from django.conf import settings


def is_configured() -> bool:
    return bool(settings.SOCIALACCOUNT_PROVIDERS.get("weixin", {}).get("APPS"))
