"""A closed door with a friendly sign: while MAINTENANCE is set, or the file `maintenance` stands in VAR_DIR."""

from django.conf import settings

from .errors import maintenance

FILE = "maintenance"


def is_closed() -> bool:
    return settings.MAINTENANCE or (settings.VAR_DIR / FILE).exists()


class MaintenanceMiddleware:
    """Asks neither database nor Redis; whether the process lives is still answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_closed() and request.path != "/healthz":
            return maintenance(request)
        return self.get_response(request)
