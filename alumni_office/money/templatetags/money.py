"""How pages print amounts."""

from django import template

from alumni_office.money.amounts import said
from alumni_office.money.currencies import HOME

register = template.Library()


@register.filter
def money(amount, currency=HOME):
    """ "¥1,234.50"; nothing for None, which is an amount that the reader may not see."""
    return "" if amount is None else said(amount, currency)
