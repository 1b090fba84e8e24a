from django import template

from alumni import hooks

register = template.Library()


@register.simple_tag
def own_pages() -> list[hooks.OwnPage]:
    """Pages of other apps in the menu of one's own pages, in order."""
    return sorted(hooks.own_pages, key=lambda page: page.order)


@register.simple_tag
def class_pages() -> list[hooks.OwnPage]:
    """Pages of other apps that the page of a class leads to, in order."""
    return sorted(hooks.class_pages, key=lambda page: page.order)
