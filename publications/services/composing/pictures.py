"""Pictures of a mailing: sent up, never fetched from elsewhere."""

from uuid import uuid4

from django.core.files.storage import default_storage

from alumni_office.documents.uploads import Upload
from publications.models import Mailing, MailingPicture

LONGEST = 1200  # pixels: twice the width of a letter


def add_picture(*, mailing: Mailing, upload: Upload, by) -> MailingPicture:
    """Keep a picture. `upload` comes from documents.uploads.picture(), at most LONGEST pixels long."""
    width, height = upload.pixels
    row = MailingPicture(mailing=mailing, key=uuid4(), kind=upload.kind, width=width, height=height, uploaded_by=by)
    row.file = upload.as_file()
    try:
        row.save()
    except Exception:
        if row.file.name:
            default_storage.delete(row.file.name)
        raise
    return row
