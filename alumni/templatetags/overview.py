"""Numbers with their lists, and bars. A bar repeats for the eye what the number beside it says."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

BAR = (
    '<svg class="bar{classes}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="track" width="100" height="8"/><rect class="fill" width="{share}" height="8"/>{target}</svg>'
)
TARGET = '<rect class="target" x="{}" width="1" height="8"/>'


@register.simple_tag
def figure(each):
    return format_html('<a class="figure" href="{}">{}</a>', each.url, each.text)


@register.simple_tag
def bar(share, target=0, is_below=False):
    return format_html(
        BAR,
        classes=" below" if is_below else "",
        share=f"{min(share, 100):.1f}",
        target=format_html(TARGET, f"{min(target, 99.5) - 0.5:.1f}") if target else mark_safe(""),
    )
