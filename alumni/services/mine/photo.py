"""A portrait: decoded by content, turned upright, cropped to a square, written anew without what a camera added."""

import io
import uuid

import pghistory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageOps

from alumni.models import Alumnus

from .facts import locked, profile_of

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIDE = 480


class Unreadable(Exception):
    """The bytes are no JPEG, PNG or WebP picture of a bearable size."""


def square(content: bytes) -> bytes:
    """Return a JPEG of 480 by 480 pixels from the middle of the picture. Raises Unreadable."""
    if not content or len(content) > MOST_BYTES:
        raise Unreadable
    try:
        picture = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"])
        if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) > 1:
            raise Unreadable
        picture.draft("RGB", (2 * SIDE, 2 * SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        flat = Image.alpha_composite(ground, upright).convert("RGB")
        fitted = ImageOps.fit(flat, (SIDE, SIDE), centering=(0.5, 0.4))
        clean = Image.new("RGB", fitted.size)
        clean.paste(fitted)
        written = io.BytesIO()
        clean.save(written, "JPEG", quality=88, optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable from error
    return written.getvalue()


def save_photo(*, person: Alumnus, content: bytes, photo_audience: str, by) -> None:
    """Replace the portrait. Raises Unreadable."""
    drawn = square(content)
    name = default_storage.save(f"portraits/{uuid.uuid4().hex}.jpg", ContentFile(drawn))
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            profile = profile_of(locked(person.pk, by))
            earlier = profile.photo.name
            profile.photo, profile.photo_audience = name, photo_audience
            profile.save(update_fields=["photo", "photo_audience", "updated_at"])
    except Exception:
        default_storage.delete(name)
        raise
    if earlier:
        default_storage.delete(earlier)


def remove_photo(*, person: Alumnus, by) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk):
        profile = profile_of(locked(person.pk, by))
        earlier = profile.photo.name
        profile.photo = ""
        profile.save(update_fields=["photo", "updated_at"])
    if earlier:
        default_storage.delete(earlier)
