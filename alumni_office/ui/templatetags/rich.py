from django import template

from alumni_office.ui import rich

register = template.Library()


@register.filter(name="rich")
def rich_text(html):
    """Print rich text, cleaned again."""
    return rich.shown(html)
