"""Motions on the desk: put, voted on, and corrected."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import first_values
from chapters.forms.congress import MotionForm, NewMotionForm, VoteForm
from chapters.models import Congress, Motion
from chapters.queries.congress import corrections
from chapters.services import congress as services
from chapters.services.congress.papers import arithmetic

from .frame import congress_or_404, done, page, refused_at, row_or_404, to

CHANGES = ["GET", "HEAD", "POST"]


@require_http_methods(CHANGES)
@requires(Permission.CHAPTER_VIEW)
def motion_list(request, pk, site):
    congress = congress_or_404(request, pk)
    form = NewMotionForm()
    if request.method == "POST":
        form = _added(request, congress)
        if form is None:
            return to("motions", pk)
    rows = [(motion, arithmetic(motion) if motion.voted_at else "") for motion in congress.motions.all()]
    return page(
        request, site, congress, "motions", here="session", tab="motions", title=_("Motions"), rows=rows, form=form,
        may_add=congress.state != Congress.State.CLOSED, status=422 if form.errors else 200,
    )  # fmt: skip


@requires(Permission.CONGRESS_EDIT)
def _added(request, congress):
    """The form to show again; None when the motion is put."""
    form = NewMotionForm(request.POST)
    if form.is_valid() and refused_at(
        form, lambda **values: services.add_motion(congress=congress, by=request.user, **values)
    ):
        messages.success(request, _("The motion is put."))
        return None
    return form


@require_http_methods(CHANGES)
@requires(Permission.CHAPTER_VIEW)
def motion_page(request, pk, site):
    motion = row_or_404(request, Motion, pk)
    form = VoteForm(is_correction=motion.voted_at is not None, initial=_counts(motion))
    if request.method == "POST":
        form = _voted(request, motion)
        if form is None:
            return to("motions", motion.congress_id)
    return page(
        request, site, motion.congress, "motion", here="session", tab="motions", title=motion.shown_title,
        motion=motion, form=form,
        arithmetic=arithmetic(motion) if motion.voted_at else "", earlier=corrections.of_motion(motion),
        may_vote=motion.congress.state == Congress.State.OPEN, status=422 if form.errors else 200,
    )  # fmt: skip


@requires(Permission.CONGRESS_EDIT)
def _voted(request, motion):
    """The form to show again; None when the vote is written."""
    form = VoteForm(request.POST, is_correction=motion.voted_at is not None)
    if form.is_valid() and refused_at(
        form, lambda **values: services.record_vote(motion=motion, by=request.user, **values)
    ):
        messages.success(request, _("The vote is written."))
        return None
    return form


@require_http_methods(CHANGES)
@requires(Permission.CONGRESS_EDIT)
def motion_change(request, pk, site):
    motion = row_or_404(request, Motion, pk)
    initial = first_values(motion, MotionForm)
    form = MotionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and refused_at(
        form, lambda **values: services.change_motion(motion=motion, by=request.user, **values)
    ):
        messages.success(request, _("Saved."))
        return to("motions", motion.congress_id)
    return page(
        request, site, motion.congress, "motion_change", here="session", tab="motions", title=_("Change the motion"),
        motion=motion,
        form=form, status=422 if form.errors else 200,
    )  # fmt: skip


@require_POST
@requires(Permission.CONGRESS_EDIT)
def motion_remove(request, pk, site):
    motion = row_or_404(request, Motion, pk)
    done(request, lambda: services.remove_motion(motion=motion, by=request.user), _("The motion is taken off."))
    return to("motions", motion.congress_id)


def _counts(motion: Motion) -> dict:
    return {name: getattr(motion, name) for name in ("votes_for", "votes_against", "abstentions")}


VIEWS = [
    ("<int:pk>/motions/", motion_list, "motions"),
    ("motion/<int:pk>/", motion_page, "motion"),
    ("motion/<int:pk>/change/", motion_change, "motion_change"),
    ("motion/<int:pk>/remove/", motion_remove, "motion_remove"),
]
