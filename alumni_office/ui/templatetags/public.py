"""What the frame of the public pages prints."""

import json
import re
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from alumni_office.ui import language, office, public

register = template.Library()

HAN, LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]")
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.tag
def printed_as(parser, token):
    """{% printed_as name %}…{% endprinted_as %} prints what stands inside and keeps it as `name`, to be printed again
    further down: blocks that a page fills cannot be written twice."""
    _tag, name = token.split_contents()
    nodes = parser.parse(["endprinted_as"])
    parser.delete_first_token()
    return PrintedAs(nodes, name)


class PrintedAs(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        context[self.name] = printed = self.nodelist.render(context)
        return printed


@register.simple_tag(name="office")
def office_tag():
    return office.office()


@register.filter
def keep_language(path, request):
    """A link that stays in the language which the address of this page names."""
    return language.in_language(path, language.named_in_address(request)) if request else path


@register.filter
def its_language(text):
    """The attribute of an element of an English page whose words there are in Chinese alone; else nothing."""
    said = str(text)
    if (get_language() or "").startswith("zh") or len(HAN.findall(said)) <= len(LATIN.findall(said)):
        return ""
    return mark_safe(' lang="zh-Hans"')


@register.inclusion_tag("ui/site_entries.html", takes_context=True)
def site_entries(context, foot=False):
    request = context.get("request")
    entries = public.entries_for_everyone(foot=foot)
    return {"entries": entries, "request": request, "current": _current(entries, request.path if request else "")}


@register.inclusion_tag("ui/account_menu.html", takes_context=True)
def account_menu(context):
    request = context["request"]
    entries = public.entries_for_members(request.user)
    return {
        "entries": entries,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
        "current": _current(entries, request.path),
    }


def _current(entries, path):
    """The entry whose address is the longest beginning of `path`."""
    urls = [entry.url for entry in entries]
    return max((url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default="")


@register.simple_tag(takes_context=True)
def absolute(context, path=""):
    """The full address of `path`, or of this page, by the name of the site that the settings give."""
    return urljoin(settings.SITE_URL, path or context["request"].path)


@register.inclusion_tag("ui/page_links.html", takes_context=True)
def page_links(context):
    """Canonical and hreflang of a public page: each language has an address, and the bare one asks the browser."""
    request = context["request"]
    here = urljoin(settings.SITE_URL, request.path)
    return {
        "canonical": language.in_language(here, language.named_in_address(request)),
        "bare": here,
        "alternates": [(tag, language.in_language(here, code)) for code, tag in language.TAGS.items()],
        "locale": {"zh-hans": "zh_CN", "en": "en_GB"}.get(get_language(), ""),
    }


@register.simple_tag(takes_context=True)
def university_data(context):
    """The university and its alumni office as schema.org names them."""
    here = office.office()
    address = {
        "@type": "PostalAddress",
        "streetAddress": here.address,
        "postalCode": here.postcode,
    }
    contact = {
        "@type": "Organization",
        "name": gettext("Alumni Office"),
        "url": settings.SITE_URL + "/",
        "address": address if here.address else None,
        "telephone": here.telephone,
        "email": here.email,
    }
    names = [settings.UNIVERSITY_NAME, settings.UNIVERSITY_NAME_EN]
    data = {
        "@type": "CollegeOrUniversity",
        "name": office.university(),
        "alternateName": [name for name in names if name and name != office.university()],
        "department": {name: value for name, value in contact.items() if value},
    }
    return structured_data(data)


@register.filter
def structured_data(data):
    """JSON-LD: data that no browser runs, escaped as json_script does."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text.translate(ESCAPES)))  # noqa: S308
