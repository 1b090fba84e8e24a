"""Requests to the whole application, middleware and all, without a server between."""

from importlib import import_module
from io import BytesIO
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings


class Browser:
    """Signed in as `user`, or nobody's; `get` gives the body and insists on 200."""

    def __init__(self, user=None):
        self.application, self.cookie = WSGIHandler(), ""
        if user is None:
            return
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    def get(self, path: str, **query) -> bytes:
        said = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": urlencode(query, doseq=True),
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(), "HTTP_COOKIE": self.cookie, "HTTP_ACCEPT_LANGUAGE": "zh-CN",
        }  # fmt: skip
        response = self.application(environ, lambda status, headers: said.append(status))
        body = b"".join(response)
        response.close()
        if not said[0].startswith("200"):
            raise RuntimeError(f"{path}: {said[0]}")
        return body


def with_plain_pages():
    """The application with the pages of benchmarks/plain.py beside its own."""
    ours = settings.TEMPLATES[0]
    with_list = ours | {"DIRS": [*ours["DIRS"], settings.BASE_DIR / "benchmarks/templates"], "NAME": "django"}
    templates = [with_list, ours | {"DIRS": [], "NAME": "plain"}]
    return override_settings(ROOT_URLCONF="benchmarks.plain", TEMPLATES=templates, ALLOWED_HOSTS=["localhost"])
