import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts import demo, second_factor, weixin

register = template.Library()

# In this order: each browser also calls itself by the names of those after it.
BROWSERS = [
    ("MicroMessenger", _("WeChat")), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
]  # fmt: skip
SYSTEMS = [
    ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("HarmonyOS", "HarmonyOS"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
]  # fmt: skip


@register.inclusion_tag("account/demo.html")
def demo_logins():
    """The demonstration's people, on a machine that runs it for trying out."""
    people = demo.in_words_of_the_page(demo.logins())
    return {"people": people, "password": demo.common_password(people)}


@register.simple_tag(takes_context=True)
def lacks_second_factor(context):
    """Whether this person must set up a second factor before the desk opens."""
    return second_factor.is_missing(context["request"].user)


@register.simple_tag
def has_weixin():
    return weixin.is_configured()


@register.filter
def as_json(value) -> str:
    """For an attribute: the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def device(user_agent: str) -> str:
    """What a browser says of itself, in words: "Chrome, Windows"."""
    found = (next((name for sign, name in names if sign in user_agent), "") for names in (BROWSERS, SYSTEMS))
    return ", ".join(str(name) for name in found if name) or user_agent
