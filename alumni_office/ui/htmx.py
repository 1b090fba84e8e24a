from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(request, template, context, *, partial):
    """Render `template`, or only its `partial` when htmx asks for a piece of the page.

    Boosted navigation and history restores get the whole page; caches are told that the body
    depends on the HX-* headers.
    """
    htmx = request.htmx
    if htmx and not htmx.boosted and not htmx.history_restore_request:
        template = f"{template}#{partial}"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response
