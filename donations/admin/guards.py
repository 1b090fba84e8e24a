"""Whose rows the pages of giving are of: forbidden is 403, out of scope is 404."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from donations.models import Donor, Fund, Gift, Organisation
from donations.queries import gifts as gift_queries

sees_donors = requires(Permission.DONOR_VIEW)
sees_gifts = requires(Permission.GIFT_VIEW)
enters = requires(Permission.GIFT_ENTER)
posts = requires(Permission.GIFT_POST)
keeps_funds = requires(Permission.FUND_EDIT)


def of(rows_for, permission: str):
    """Call the view with the row in place of its key: `rows_for(user)` are those that the user may see."""

    def decorate(view):
        @requires(permission)
        @wraps(view)
        def guarded(request, pk, *args, **kwargs):
            return view(request, get_object_or_404(rows_for(request.user), pk=pk), *args, **kwargs)

        return guarded

    return decorate


def donors(user):
    return Donor.objects.visible_to(user).select_related("alumnus", "organisation", "chapter", "merged_into")


def funds(user):
    return Fund.objects.visible_to(user).select_related("college", "steward")


def gifts(user):
    return Gift.objects.visible_to(user).select_related(
        "donor", "campaign", "college", "agreement__donor", "batch", "corrects", "entered_by", "posted_by", "note"
    )


def agreements(user):
    return gift_queries.agreements(user).select_related("donor", "college", "created_by")


def organisations(user):
    return Organisation.objects.visible_to(user).select_related("branch_of")


def keeps_organisations(view):
    """Whoever enters gifts, or keeps the club."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        user = request.user
        if not (user.may(Permission.GIFT_ENTER) or user.may(Permission.CLUB_EDIT)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def of_organisation(view):
    @keeps_organisations
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        return view(request, get_object_or_404(organisations(request.user), pk=pk), *args, **kwargs)

    return guarded


def whole(permission: str):
    """What is of all gifts: 403 without the right, 404 for who does not reach everyone."""

    def decorate(view):
        @requires(permission)
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.reach(permission).everyone:
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
