from django import template

from alumni import hooks

register = template.Library()


@register.simple_tag(takes_context=True)
def own_pages(context) -> list[hooks.OwnPage]:
    """Pages of other apps in the menu of one's own pages, in order."""
    user = context["request"].user
    pages = (page for page in hooks.own_pages if page.shown_to is None or page.shown_to(user))
    return sorted(pages, key=lambda page: page.order)


@register.simple_tag
def class_pages() -> list[hooks.OwnPage]:
    """Pages of other apps that the page of a class leads to, in order."""
    return sorted(hooks.class_pages, key=lambda page: page.order)
