from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language

from alumni_office.ui import menu, theme

register = template.Library()


@register.simple_tag
def icon(name):
    """Draw one of img/icons.svg; a word always stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("img/icons.svg"), name
    )


@register.simple_tag
def university():
    """The university's name in the reader's language; empty when the installation has none."""
    if (get_language() or "").startswith("zh"):
        return settings.UNIVERSITY_NAME or settings.UNIVERSITY_NAME_EN
    return settings.UNIVERSITY_NAME_EN or settings.UNIVERSITY_NAME


@register.simple_tag(takes_context=True)
def chosen_theme(context):
    return theme.chosen_theme(context.get("request"))


@register.filter
def may(user, permission):
    """Whether this user has a permission of accounts/roles.py."""
    return user.is_authenticated and user.may(permission)


@register.inclusion_tag("ui/theme.html", takes_context=True)
def theme_switch(context):
    request = context.get("request")
    return {
        "themes": theme.Theme.choices,
        "chosen": theme.chosen_theme(request),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/language.html", takes_context=True)
def language_switch(context):
    """One button: the other language, in its own words."""
    request = context.get("request")
    here = get_language()
    other = next((code for code, _name in settings.LANGUAGES if code != here), here)
    return {"other": other, "request": request, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/menu.html", takes_context=True)
def desk_menu(context):
    request = context["request"]
    sections = menu.sections_for(request.user)
    return {"sections": sections, "current": _current(sections, request.path)}


def _current(sections, path):
    """The entry whose address is the longest beginning of `path`."""
    urls = [entry.url for section in sections for entry in section.entries]
    return max((url for url in urls if path == url or (path.startswith(url) and url != "/admin/")), key=len, default="")
