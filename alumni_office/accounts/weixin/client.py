"""What WeChat's servers answer, read as they write it: JSON in UTF-8 under any content type, errors with status 200."""

import json

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.weixin.client import WeixinOAuth2Client


def ask(url: str, params: dict) -> dict:
    """Raises OAuth2Error, with WeChat's number of the error and nothing of what was asked."""
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url, params=params)
        answer.raise_for_status()
        said = json.loads(answer.content.decode())
    except (requests.RequestException, ValueError) as error:
        raise OAuth2Error(type(error).__name__) from None
    if not isinstance(said, dict) or said.get("errcode"):
        raise OAuth2Error(f"errcode {said.get('errcode') if isinstance(said, dict) else '?'}")
    return said


class Client(WeixinOAuth2Client):
    def get_access_token(self, code, pkce_code_verifier=None):
        said = ask(
            self.access_token_url,
            {
                "appid": self.consumer_key,
                "secret": self.consumer_secret,
                "code": code,
                "grant_type": "authorization_code",
            },
        )
        if not said.get("access_token") or not said.get("openid"):
            raise OAuth2Error("no token")
        return said
