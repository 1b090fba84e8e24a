import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from alumni_office.accounts import demo, weixin

register = template.Library()


@register.inclusion_tag("account/demo.html")
def demo_logins():
    """The demonstration's people, on a machine that runs it for trying out."""
    people = demo.logins()
    return {"people": people, "password": demo.common_password(people)}


@register.simple_tag
def has_weixin():
    return weixin.is_configured()


@register.filter
def as_json(value) -> str:
    """For an attribute: the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)
