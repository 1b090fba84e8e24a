from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language

from alumni_office.ui import language, menu, office, theme

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
    return office.university()


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
    return {"themes": theme.Theme.choices, "chosen": theme.chosen_theme(request)} | _choice_form(context)


@register.inclusion_tag("ui/language.html", takes_context=True)
def language_switch(context):
    """One button: the other language, in its own words."""
    here = get_language()
    return {"other": next((code for code in language.CODES if code != here), here)} | _choice_form(context)


def _choice_form(context):
    """Where a choice leads back to. A visitor's page is the same for all and holds no token (ui/same_origin.py)."""
    request, user = context.get("request"), context.get("user")
    known = user is not None and user.is_authenticated
    return {
        "next": language.without_language(request) if request else "/",
        "token": context.get("csrf_token") if known else "",
    }


@register.inclusion_tag("ui/menu.html", takes_context=True)
def desk_menu(context):
    request = context["request"]
    sections = menu.sections_for(request.user)
    return {"sections": sections, "current": _current(sections, request.path)}


def _current(sections, path):
    """The address of the entry one of whose beginnings is the longest beginning of `path`."""
    found = [
        (beginning, entry.url) for section in sections for entry in section.entries for beginning in entry.beginnings
        if path == beginning or (path.startswith(beginning) and beginning != "/admin/")
    ]  # fmt: skip
    return max(found, key=lambda pair: len(pair[0]), default=("", ""))[1]


@register.simple_block_tag
def folded(content, *asked, rows=True):
    """The form that asks for a list, folded on telephones: {% folded form rows=page %}<form>...</form>{% endfolded %}.

    `asked` are forms and values: the summary says how many of them are set. It is open where something is wrong in a
    form, and where nothing else is on the page: without `rows`.
    """
    forms = [each for each in asked if hasattr(each, "visible_fields")]
    values = [each for each in asked if not hasattr(each, "visible_fields")]
    number = sum(map(bool, values)) + sum(is_set(field) for form in forms for field in form.visible_fields())
    is_open = not rows or any(form.errors for form in forms)
    return render_to_string("ui/folded.html", {"content": content, "number": number, "is_open": is_open})


def is_set(field) -> bool:
    """Whether a field of a form that asks for a list asks for something else than it does by itself."""
    return field.form.is_bound and field.data not in ("", None, False, []) and str(field.data) != str(field.initial)
