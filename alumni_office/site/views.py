from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from alumni_office.ui import public
from alumni_office.ui.page_cache import public_page


@require_safe
@public_page
def home(request):
    blocks = [render_to_string(block.template, block.context(request), request) for block in public.blocks_in_order()]
    return render(request, "site/home.html", {"actions": public.actions_in_order(), "blocks": blocks})


@require_safe
@public_page
def about(request):
    return render(request, "site/about.html")


@require_safe
@public_page
def find_us(request):
    return render(request, "site/find_us.html")
