"""A donor's word for the wall as it was told to the office, the link to the own window, and naming rights."""

from functools import wraps

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.mail import tasks as mail
from alumni_office.ui.keyset import newest_first
from donations.forms.thanks import NamingForm, NewNamingForm, OfficeWallForm
from donations.models import Donor, Gift, NamingRight, WallWord
from donations.queries import mine
from donations.queries import wall as queries
from donations.queries.reaching import address_of
from donations.services import naming, wall, windows
from donations.services.refusals import Refused
from donations.services.wall import WORDING

from .chrome import EDIT, OwnPages, page, posted, saved

sees_donors = requires(Permission.DONOR_VIEW)
enters_gifts = requires(Permission.GIFT_ENTER)
keeps_funds = requires(Permission.FUND_EDIT)


def of_donor(view):
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Donor.objects.visible_to(request.user).heads().select_related("alumnus__user")
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


@require_safe
@sees_donors
def word_list(request, site):
    """Whom the wall names, and who took it back."""
    rows = WallWord.objects.filter(donor__in=Donor.objects.visible_to(request.user)).select_related("donor", "by")
    return page(request, site, "wall_list", _("Words for the donor wall"), page=newest_first(rows, request, size=50))


@require_http_methods(EDIT)
@enters_gifts
@of_donor
def donor_word(request, donor, site):
    word = queries.word_of(donor)
    form = OfficeWallForm(posted(request), initial={"shown_as": word.shown_as if word and word.given else donor.name})
    if saved(
        request, form,
        lambda **fields: wall.say(donor=donor, source=WallWord.Source.OFFICE, by=request.user, **fields),
    ):  # fmt: skip
        return redirect("admin:donations_wallword_donor", donor.pk)
    words = WallWord.objects.filter(donor__in=mine.family(donor)).select_related("by").order_by("-pk")
    return page(
        request, site, "wall_donor", _("The donor wall and %(name)s") % {"name": donor}, form=form, donor=donor,
        word=word, words=words, wording=WORDING, to=address_of(donor),
    )  # fmt: skip


@require_POST
@enters_gifts
@of_donor
def donor_link(request, donor, site):
    try:
        message = windows.send_link(donor=donor, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        mail.deliver.delay_on_commit(message.pk)
        messages.success(request, _("The link goes out by mail."))
    return redirect("admin:donations_wallword_donor", donor.pk)


@require_safe
@sees_donors
def right_list(request, site):
    rows = NamingRight.objects.filter(donor__in=Donor.objects.visible_to(request.user)).select_related(
        "donor", "steward"
    )
    return page(request, site, "naming_list", _("Naming rights"), page=newest_first(rows, request, size=50))


@require_http_methods(EDIT)
@keeps_funds
def right_add(request, pk, site):
    """For a gift."""
    rows = Gift.objects.visible_to(request.user).posted().filter(entry=Gift.Entry.GIFT)
    gift = get_object_or_404(rows.select_related("donor__merged_into"), pk=pk)
    donor = gift.donor.merged_into or gift.donor
    form = NewNamingForm(posted(request), donor=donor, initial={"agreement": gift.agreement, "steward": request.user})
    if saved(
        request, form, lambda **fields: naming.save_right(donor=donor, gift=gift, by=request.user, **fields)
    ):  # fmt: skip
        return redirect("admin:donations_namingright_changelist")
    return page(
        request, site, "naming_form", _("Write down a naming right"), form=form, donor=donor, verb=_("Write it down")
    )


@require_http_methods(EDIT)
@keeps_funds
def right_edit(request, pk, site):
    rows = NamingRight.objects.filter(donor__in=Donor.objects.visible_to(request.user)).select_related("donor")
    right = get_object_or_404(rows, pk=pk)
    form = NamingForm(posted(request), donor=right.donor, right=right)
    if saved(
        request, form,
        lambda **fields: naming.save_right(donor=right.donor, right=right, by=request.user, **fields),
    ):  # fmt: skip
        return redirect("admin:donations_namingright_changelist")
    return page(
        request, site, "naming_form", _("Change the naming right"), form=form, donor=right.donor, verb=_("Save")
    )


@admin.register(WallWord)
class WallWordAdmin(OwnPages):
    views = [
        ("", word_list, "changelist"),
        ("donor/<int:pk>/", donor_word, "donor"),
        ("donor/<int:pk>/link/", donor_link, "link"),
    ]


@admin.register(NamingRight)
class NamingRightAdmin(OwnPages):
    views = [
        ("", right_list, "changelist"),
        ("gift/<int:pk>/", right_add, "add"),
        ("<int:pk>/", right_edit, "edit"),
    ]
