"""A link of a letter that is counted in sum. It leads to the address that stands in our own row, and nowhere else; of
who came nothing is kept, no cookie and no name."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publications.services import clicks


@require_safe
@never_cache
def counted_link(request, token):
    """The count is all that a GET changes; what only looks (HEAD, a program that fetches ahead) is not counted."""
    ahead = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    url = clicks.opened(token, counts=request.method == "GET" and "prefetch" not in ahead)
    if url is None:
        return render(request, "publications/link_unknown.html", status=404)
    response = HttpResponseRedirect(url)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
