"""Labels as a file: at once, or in the background where they are many."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alumni_office.jobs import tasks
from publications.forms.post import LabelForm
from publications.services import post

from .post_views import PAGE, found, page, posting

TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


@require_POST
@posting
def labels(request, pk, site):
    row = found(request, pk)
    form = LabelForm(request.POST)
    if not form.is_valid():
        return page(request, site, row, status=422, label_form=form)
    chosen = {"form": form.cleaned_data["form"], "skip": form.cleaned_data["skip"] or 0}
    if not post.prints_at_once(row):
        job, is_new = post.start_printing(distribution=row, language=get_language(), by=request.user, **chosen)
        if is_new:
            tasks.run.delay_on_commit(job.pk)
        return redirect(PAGE, pk)
    try:
        return _file(request, row, **chosen)
    except post.NothingToPrint:
        messages.warning(request, _("No parcel is ready to be sent."))
        return redirect(PAGE, pk)


def _file(request, row, *, form: str, skip: int) -> HttpResponse:
    extension = post.FORMATS[form]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"labels.{extension}"
        printed = post.labels_pdf(distribution=row, path=path, form=form, skip=skip, by=request.user)
        content = path.read_bytes()
    if printed.cut:
        messages.warning(
            request, _("Address or names are too long for these labels: %(codes)s. Choose a larger form for them.")
            % {"codes": ", ".join(printed.cut[:20])},
        )  # fmt: skip
    response = HttpResponse(content, content_type=TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="labels-{row.pk}.{extension}"'
    response["Cache-Control"] = "private, no-store"
    return response
