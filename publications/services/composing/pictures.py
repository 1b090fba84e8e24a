"""Pictures of a mailing: sent up, never fetched from elsewhere."""

import io
from uuid import uuid4

from django.core.files.storage import default_storage
from PIL import Image

from alumni_office.documents import uploads
from publications.models import Mailing, MailingPicture

LONGEST = 1200  # pixels: twice the width of a letter


def add_picture(*, mailing: Mailing, content: bytes, by) -> MailingPicture:
    """Keep a JPEG or PNG, drawn anew and at most 1200 pixels long. Raises uploads.Unreadable."""
    upload = uploads.picture(content, longest_side=LONGEST)
    with Image.open(io.BytesIO(upload.content)) as drawn:
        width, height = drawn.size
    row = MailingPicture(mailing=mailing, key=uuid4(), kind=upload.kind, width=width, height=height, uploaded_by=by)
    row.file = upload.as_file()
    try:
        row.save()
    except Exception:
        if row.file.name:
            default_storage.delete(row.file.name)
        raise
    return row
