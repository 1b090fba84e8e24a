"""Files that people sent us: given out one by one, never to be run."""

from django.http import FileResponse

TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def private_file(file, *, name: str, kind: str) -> FileResponse:
    response = FileResponse(file.open("rb"), as_attachment=True, filename=f"{name}.{kind}", content_type=TYPES[kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
