"""Batches on the desk."""

from django.contrib import admin
from django.db.models import Sum
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import first_values, took
from alumni_office.ui.keyset import newest_first
from donations.forms.gifts import BatchForm
from donations.models import Batch, Gift
from donations.queries import gifts as queries
from donations.services import batches as services

from .chrome import EDIT, OwnPages, page, posted, saved, telling
from .guards import enters, posts, whole

sees_batches = whole(Permission.GIFT_VIEW)


@require_safe
@sees_batches
def batch_list(request, site):
    rows = Batch.objects.select_related("made_by", "posted_by")
    return page(
        request, site, "batch_list", _("Batches of gifts"), listed=newest_first(rows, request, size=50),
        may_enter=request.user.may(Permission.GIFT_ENTER),
    )  # fmt: skip


@require_http_methods(EDIT)
@enters
def batch_add(request, site):
    form = BatchForm(posted(request))
    made = took(form, lambda **said: services.open_batch(by=request.user, **said))
    if made:
        return redirect("admin:donations_batch_change", made.pk)
    return page(
        request, site, "form", _("Begin a batch"), form=form, verb=_("Begin"), of=_("Batches of gifts"),
        back="admin:donations_batch_changelist",
    )  # fmt: skip


@require_safe
@sees_batches
def batch_page(request, pk, site):
    batch = get_object_or_404(Batch.objects.select_related("made_by", "posted_by"), pk=pk)
    counted = Gift.objects.filter(batch=batch).exclude(state=Gift.State.DROPPED)
    total = counted.aggregate(whole=Sum("amount_cny"))["whole"] or 0
    rows = list(queries.with_parts(counted).order_by("pk"))
    return page(
        request, site, "batch_page", batch.label, batch=batch, rows=rows, total=total,
        agrees=(len(rows), total) == (batch.expected_count, batch.expected_total),
        may_enter=request.user.may(Permission.GIFT_ENTER), may_post=request.user.may(Permission.GIFT_POST),
    )  # fmt: skip


@require_http_methods(EDIT)
@enters
def batch_edit(request, pk, site):
    batch = get_object_or_404(Batch, pk=pk)
    form = BatchForm(posted(request), initial=first_values(batch, BatchForm()))
    del form.fields["key"]
    if saved(request, form, lambda **said: services.expect(batch=batch, **said)):
        return redirect("admin:donations_batch_change", batch.pk)
    return page(
        request, site, "form", batch.label, form=form, verb=_("Save"), of=_("Batches of gifts"),
        back="admin:donations_batch_changelist",
    )  # fmt: skip


@require_POST
@posts
def batch_post(request, pk, site):
    batch = get_object_or_404(Batch, pk=pk)
    telling(request, lambda: services.post_batch(batch_id=batch.pk, by=request.user), _("The batch is posted."))
    return redirect("admin:donations_batch_change", batch.pk)


@admin.register(Batch)
class BatchAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [
        ("", batch_list, "changelist"),
        ("add/", batch_add, "add"),
        ("<int:pk>/", batch_page, "change"),
        ("<int:pk>/edit/", batch_edit, "edit"),
        ("<int:pk>/post/", batch_post, "post"),
    ]
