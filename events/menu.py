"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

SECTION = _("Events")
