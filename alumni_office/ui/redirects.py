from django.utils.http import url_has_allowed_host_and_scheme


def safe_target(request, target: str, default: str = "/") -> str:
    """Return `target` when it is an address on this site."""
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed else default


def safe_next(request, default: str = "/") -> str:
    """Return where the form wants to go on, when that is on this site."""
    return safe_target(request, request.POST.get("next", ""), default)
