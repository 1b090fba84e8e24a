"""Pictures for the demonstration, drawn as prints in a few tones: layers of land below a sky, and one thing in it."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFont

from alumni_office.documents.pdf import FILE as FONT

WIDE, UPRIGHT = (1440, 900), (1000, 1250)
PALETTES = [
    ["#f1e4cf", "#d9a96a", "#a4552f", "#5d2a20", "#2b1a17"],
    ["#e6ecef", "#a9c0c6", "#5f8591", "#2f4f5c", "#14262e"],
    ["#f3ead8", "#b9b87c", "#6f8452", "#3a5237", "#1b2a1f"],
    ["#f4ddd3", "#dc8f7c", "#9a1b22", "#5b1219", "#2a0c10"],
    ["#ece3ef", "#b49cc0", "#75608a", "#42345a", "#1e1830"],
]
SPAN, HOUSES, SHEETS, ROW = range(4)
SHAPES = {
    "gate": SPAN, "bridge": SPAN, "map": SPAN, "road": SPAN, "ward": HOUSES, "school": HOUSES, "bakery": HOUSES,
    "robot": HOUSES, "papers": SHEETS, "instrument": SHEETS, "valve": SHEETS, "field": ROW, "choir": ROW, "hands": ROW,
}  # fmt: skip
UPRIGHT_MOTIFS = {"papers", "instrument", "valve", "robot"}


def picture(motif: str) -> bytes:
    """A JPEG for one of the articles' motifs; the same each time."""
    dice = random.Random(motif)  # noqa: S311  # a drawing
    size = UPRIGHT if motif in UPRIGHT_MOTIFS else WIDE
    tones = PALETTES[dice.randrange(len(PALETTES))]
    image = Image.new("RGB", size, tones[0])
    pen = ImageDraw.Draw(image)
    _sun(pen, size, tones, dice)
    _land(pen, size, tones, dice)
    _things(pen, size, tones, dice, motif)
    return _jpeg(image)


def cover(title: str, line: str, number: int, seed: int) -> bytes:
    """A JPEG of 900 by 1,200: land, a mast with the name, a large number."""
    dice, size = random.Random(seed), (900, 1200)  # noqa: S311
    tones = PALETTES[seed % len(PALETTES)]
    image = Image.new("RGB", size, tones[0])
    pen = ImageDraw.Draw(image)
    _sun(pen, size, tones, dice)
    _land(pen, size, tones, dice)
    pen.rectangle((0, 0, 900, 16), fill=tones[2])
    at = 70
    for text, height in [(part, 76) for part in _lines(title, 10)] + [(line, 34)]:
        pen.text((64, at), text, font=ImageFont.truetype(str(FONT), height), fill=tones[4])
        at += int(height * 1.4)
    pen.text((64, 960), str(number), font=ImageFont.truetype(str(FONT), 170), fill=tones[0])
    return _jpeg(image)


def _lines(text: str, longest: int) -> list[str]:
    return [text[start : start + longest] for start in range(0, len(text), longest)]


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _sun(pen, size, tones, dice) -> None:
    radius = size[1] // dice.randint(7, 11)
    x, y = dice.randint(size[0] // 4, 3 * size[0] // 4), dice.randint(size[1] // 5, size[1] // 3)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=tones[1])


def _land(pen, size, tones, dice) -> None:
    width, height = size
    for layer, tone in enumerate(tones[1:4]):
        base, swing, turn = height * (0.5 + layer * 0.14), height * 0.09, dice.uniform(0, 6)
        waves = [dice.uniform(1.2, 3.8), dice.uniform(4, 9)]
        tops = [
            (
                x,
                base
                + swing * math.sin(x / width * waves[0] * 3 + turn)
                + swing / 3 * math.sin(x / width * waves[1] * 3),
            )
            for x in range(0, width + 20, 20)
        ]
        pen.polygon([(0, height), *tops, (width, height)], fill=tone)


def _things(pen, size, tones, dice, motif: str) -> None:
    width, height = size
    ground = int(height * 0.82)
    {SPAN: _span, HOUSES: _houses, SHEETS: _sheets, ROW: _row}[SHAPES[motif]](pen, width, height, ground, tones, dice)
    pen.rectangle((0, ground, width, height), fill=tones[4])


def _span(pen, width, height, ground, tones, dice) -> None:
    """A gate, or a bridge."""
    dark = tones[4]
    for x in range(width // 8, width, width // 5):
        pen.rectangle((x, int(height * 0.42), x + width // 40, ground), fill=dark)
    pen.rectangle((width // 12, int(height * 0.42), width * 11 // 12, int(height * 0.46)), fill=dark)
    pen.arc((width // 8, int(height * 0.2), width * 7 // 8, int(height * 0.9)), 200, 340, fill=dark, width=10)


def _houses(pen, width, height, ground, tones, dice) -> None:
    for number in range(5):
        x, top = width * (1 + 2 * number) // 11, int(height * dice.uniform(0.46, 0.62))
        right = x + width // 7
        pen.polygon([(x - 16, top), (x + width // 14, top - 54), (right + 16, top)], fill=tones[3])
        pen.rectangle((x, top, right, ground), fill=tones[4])
        for row in range(top + 26, ground - 30, 56):
            for column in range(x + 18, right - 26, 46):
                light = tones[0] if dice.random() < 0.6 else tones[3]
                pen.rectangle((column, row, column + 20, row + 26), fill=light)


def _sheets(pen, width, height, ground, tones, dice) -> None:
    """Sheets that lie on one another."""
    for number in range(4):
        x, y = width // 6 + number * width // 11, int(height * 0.3) + number * height // 12
        right, foot = x + width * 2 // 5, y + height // 4
        pen.rectangle((x, y, right, foot), fill=tones[0], outline=tones[4], width=4)
        for line in range(y + 34, foot - 16, 26):
            pen.line((x + 26, line, right - dice.randint(30, 160), line), fill=tones[2], width=5)


def _row(pen, width, height, ground, tones, dice) -> None:
    """Stalks, or people who stand in a row."""
    for number in range(17):
        x, top = width * (number + 1) // 18, int(height * dice.uniform(0.5, 0.66))
        pen.line((x, ground + 40, x + dice.randint(-18, 18), top), fill=tones[4], width=9)
        pen.ellipse((x - 17, top - 34, x + 19, top + 6), fill=tones[4])
