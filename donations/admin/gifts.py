from django.contrib import admin

from alumni_office.accounts.roles import Permission
from donations.models import Gift

from . import reports
from .chrome import OwnPages


@admin.register(Gift)
class GiftAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [*reports.VIEWS]
