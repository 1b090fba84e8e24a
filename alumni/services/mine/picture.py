"""The card as a picture of 1,712 by 1,080 points: the size of a bank card at 500 dots an inch."""

import io

import segno
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from alumni_office.documents.pdf import FILE as FONT
from alumni_office.ui import office

INK, RED, PAPER, LINE, SOFT = "#221d1a", "#9a1b22", "#ffffff", "#e4dcd2", "#6a615b"
WIDTH, HEIGHT, EDGE = 1712, 1080, 96
PORTRAIT, CODE = 360, 400


def qr_svg(url: str) -> str:
    """Return the code as SVG for a page."""
    return segno.make(url, error="m").svg_inline(
        border=2, scale=4, dark=INK, light=PAPER, svgclass="qr", lineclass=None
    )


def card_png(*, person, card, degree, profile, url) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, WIDTH - 1, HEIGHT - 1), outline=LINE, width=3)
    draw.rectangle((0, 0, WIDTH, 24), fill=RED)
    room = WIDTH - 3 * EDGE - CODE
    studied = " ".join(filter(None, (str(degree.school or ""), str(degree.college or "")))) if degree else ""
    details = " ".join(filter(None, (degree.major, str(degree.graduation_year or "")))) if degree else ""
    for y, size, words, colour in (
        (100, 64, f"{office.university()} · {_('Alumni card')}", RED), (400, 120, person.name, INK),
        (600, 56, studied, INK), (690, 56, details, SOFT), (900, 56, f"No. {card.number}", INK),
    ):  # fmt: skip
        _write(draw, y, size, words, colour, WIDTH - 2 * EDGE - PORTRAIT if y < 400 else room)
    _paste_code(picture, url)
    if profile.photo:
        with profile.photo.open("rb") as content, Image.open(content) as portrait:
            picture.paste(portrait.convert("RGB").resize((PORTRAIT, PORTRAIT)), (WIDTH - EDGE - PORTRAIT, EDGE))
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _write(draw: ImageDraw.ImageDraw, y: int, size: int, words: str, colour: str, room: int) -> None:
    """Write one line, smaller where it would be too long."""
    font = ImageFont.truetype(FONT, size)
    while size > 28 and draw.textlength(words, font=font) > room:
        size -= 4
        font = ImageFont.truetype(FONT, size)
    draw.text((EDGE, y), words, font=font, fill=colour)


def _paste_code(picture: Image.Image, url: str) -> None:
    written = io.BytesIO()
    segno.make(url, error="m").save(written, kind="png", border=2, scale=8, dark=INK, light=PAPER)
    with Image.open(written) as code:
        fitted = code.convert("RGB").resize((CODE, CODE), Image.Resampling.NEAREST)
    picture.paste(fitted, (WIDTH - EDGE - CODE, HEIGHT - EDGE - CODE))
