"""Tracking numbers from the courier's sheet."""

import tempfile
from collections import Counter
from pathlib import Path

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alumni.intake.refusal import Refused
from publications.forms.post import TrackingForm
from publications.services import post

from .post_views import found, page, posting

SHOWN = 100


@require_POST
@posting
def tracking(request, pk, site):
    row = found(request, pk)
    form = TrackingForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            lines = _read(form.cleaned_data["file"])
        except Refused as refusal:
            form.add_error("file", str(refusal))
        except post.NoColumns:
            form.add_error("file", _("No line with the titles “code” and “tracking number” was found in this file."))
        else:
            carrier = form.cleaned_data["carrier"]
            done = post.record_numbers(distribution=row, lines=lines, carrier=carrier, by=request.user)
            return page(request, site, row, **_told(done))
    return page(request, site, row, status=422, tracking_form=form)


def _told(done: list[post.Line]) -> dict:
    outcomes = Counter(line.outcome for line in done)
    wrong = [line for line in done if line.outcome not in ("written", "same")]
    return {
        "is_read": True, "written": outcomes["written"], "same": outcomes["same"], "lines": wrong[:SHOWN],
        "more_lines": max(len(wrong) - SHOWN, 0),
    }  # fmt: skip


def _read(upload) -> list[post.Line]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet"
        with path.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        return post.read_numbers(path, filename=upload.name)
