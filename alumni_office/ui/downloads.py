"""Files that people sent us, or that were made for them: given out one by one, never to be run."""

from io import BytesIO
from pathlib import PurePath

from django.http import FileResponse

PICTURE_SECONDS = 600  # after that a browser asks again: a picture may have been taken off
TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def private_file(file, *, name: str, kind: str) -> FileResponse:
    return _private(file.open("rb"), name, kind)


def made_file(content: bytes, *, name: str, kind: str) -> FileResponse:
    """What was made for this one request and is kept nowhere."""
    return _private(BytesIO(content), name, kind)


def _private(content, name: str, kind: str) -> FileResponse:
    response = FileResponse(content, as_attachment=True, filename=f"{name}.{kind}", content_type=TYPES[kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def public_picture(file) -> FileResponse:
    """A picture for everyone. It was drawn anew when it came in, so it is what its name says."""
    kind = PurePath(file.name).suffix.removeprefix(".")
    response = FileResponse(file.open("rb"), content_type=TYPES[kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"public, max-age={PICTURE_SECONDS}"
    return response


def shown_picture(file, *, kind: str) -> FileResponse:
    """A picture inside a page, asked for anew each time: it may be taken back."""
    response = FileResponse(file.open("rb"), content_type=TYPES[kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-cache"
    return response
