"""POST from this site's own pages without a token, for pages that are the same for everyone and therefore hold none."""

from functools import wraps

from django.views.decorators.csrf import csrf_exempt, csrf_protect


def same_origin(view):
    """Let a POST through that the browser itself says comes from this site; any other needs a token, as usual.

    Only for choices that harm nobody (language, appearance): what matters asks for a token always.
    """
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **kwargs):
        ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
        return (view if ours else guarded)(request, *args, **kwargs)

    return answer
