"""Logos and photographs for the demonstration, drawn here: nobody is in them and nobody else's right."""

import io
import math
from functools import cache
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageColor, ImageDraw, ImageFont

from alumni_office.documents.pdf import FILE

WIDE, HIGH = 1200, 800
INKS = ["#9a1b22", "#2f6b4f", "#2d4f7c", "#7a4a1d", "#5b3a6e"]
SKIES = [("#f6d9b8", "#f9efe2"), ("#bcd6e6", "#eef4f4"), ("#e7c3b4", "#f7ece4"), ("#c9d8c4", "#f2f4ea")]


def logo(place: str, dice: Random) -> ContentFile:
    """A round seal with the place in it."""
    size, ink = 400, dice.choice(INKS)
    picture = Image.new("RGB", (size, size), "#ffffff")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((8, 8, size - 8, size - 8), fill=ink)
    pen.ellipse((26, 26, size - 26, size - 26), outline="#ffffff", width=4)
    for step in range(48):
        angle = math.tau * step / 48
        x, y = size / 2 + 158 * math.cos(angle), size / 2 + 158 * math.sin(angle)
        pen.ellipse((x - 3, y - 3, x + 3, y + 3), fill="#ffffff")
    text = place if len(place) <= 2 else f"{place[: (len(place) + 1) // 2]}\n{place[(len(place) + 1) // 2 :]}"
    font = _font(96 if len(place) <= 4 else 72)
    pen.multiline_text((size / 2, size / 2 - 8), text, fill="#ffffff", font=font, anchor="mm", align="center")
    return _file(picture, "PNG")


def hills(dice: Random) -> ContentFile:
    """A walk: hills one behind another, and a path with people."""
    picture, pen = _sky(dice)
    greens = ["#a9c2a4", "#86a984", "#5f8c66", "#3f6b4c"]
    for depth, green in enumerate(greens):
        base, swing, shift = 380 + depth * 95, 90 - depth * 12, dice.random() * 6
        ridge = [(x, base - swing * math.sin(x / (210 + depth * 40) + shift)) for x in range(0, WIDE + 20, 20)]
        pen.polygon([(0, HIGH), *ridge, (WIDE, HIGH)], fill=green)
    path = [(420, HIGH), (560, 700), (600, 640), (690, 600), (730, 600), (660, 650), (660, 710), (700, HIGH)]
    pen.polygon(path, fill="#e9dfc8")
    for number in range(7):
        _figure(pen, dice, 470 + number * 42, 770 - number * 22, 30 - number * 1.6)
    return _file(picture, "JPEG")


def hall(dice: Random) -> ContentFile:
    """A meeting: rows of people before a stage."""
    picture = Image.new("RGB", (WIDE, HIGH), "#efe3d0")
    pen = ImageDraw.Draw(picture)
    ink = dice.choice(INKS)
    pen.rectangle((140, 90, WIDE - 140, 430), fill=ink)
    pen.rectangle((170, 120, WIDE - 170, 400), outline="#f3dcae", width=6)
    for number in range(5):
        pen.rectangle((300 + number * 130, 215, 390 + number * 130, 225), fill="#f3dcae")
        pen.rectangle((280 + number * 130, 255, 370 + number * 130, 263), fill="#f3dcae")
    pen.rectangle((0, 430, WIDE, HIGH), fill="#cdb48f")
    pen.rectangle((380, 380, 820, 470), fill="#8a5c36")
    for number in range(5):
        _figure(pen, dice, 430 + number * 86, 380, 26)
    for row in range(4):
        for seat in range(11 + row):
            gap = WIDE / (11 + row)
            _figure(pen, dice, gap / 2 + seat * gap, 590 + row * 75, 26 + row * 4)
    return _file(picture, "JPEG")


def town(dice: Random) -> ContentFile:
    """The town at the water in which the chapter is at home."""
    picture, pen = _sky(dice)
    for depth, shade in enumerate(["#b9b3ab", "#8d8479", "#5f564d"]):
        x = -20
        while x < WIDE:
            wide, tall = dice.randrange(60, 130), dice.randrange(90, 300 - depth * 50)
            top = 560 - tall + depth * 20
            pen.rectangle((x, top, x + wide, 600), fill=shade)
            for window in range(top + 20, 560, 36):
                for across in range(x + 14, x + wide - 18, 26):
                    if dice.random() < 0.5:
                        pen.rectangle((across, window, across + 10, window + 14), fill="#f1dfb4")
            x += wide + dice.randrange(6, 40)
    pen.rectangle((0, 600, WIDE, HIGH), fill="#8fb0bd")
    for _wave in range(60):
        x, y, long = dice.randrange(WIDE), dice.randrange(615, HIGH), dice.randrange(30, 120)
        pen.line((x, y, x + long, y), fill="#b7ced6", width=3)
    return _file(picture, "JPEG")


def table(dice: Random) -> ContentFile:
    """The reading circle: books and cups on a long table."""
    picture = Image.new("RGB", (WIDE, HIGH), "#f4ebdc")
    pen = ImageDraw.Draw(picture)
    for shelf in range(3):
        x = 20
        while x < WIDE - 40:
            wide, tall = dice.randrange(18, 46), dice.randrange(90, 150)
            pen.rectangle((x, 170 * shelf + 165 - tall, x + wide, 170 * shelf + 165), fill=dice.choice(_COVERS))
            x += wide + 4
        pen.rectangle((0, 170 * shelf + 165, WIDE, 170 * shelf + 180), fill="#a67c4f")
    pen.polygon([(90, 560), (WIDE - 90, 560), (WIDE, HIGH), (0, HIGH)], fill="#8a5c36")
    for number in range(6):
        x, y = 170 + number * 165, 610 + number % 2 * 70
        pen.polygon([(x, y), (x + 110, y), (x + 120, y + 60), (x - 10, y + 60)], fill="#fbf8f3")
        pen.line((x + 55, y, x + 55, y + 60), fill="#c9bda9", width=3)
        pen.ellipse((x + 128, y + 8, x + 160, y + 32), fill=dice.choice(_COVERS))
    return _file(picture, "JPEG")


_COVERS = ["#9a1b22", "#2d4f7c", "#2f6b4f", "#a9803c", "#6a615b", "#7a4a1d", "#c98c5a", "#56707a"]
SCENES = [
    ("春季健步走，终点处的合影前", "Spring walk, just before the last bend", hills),
    ("年度会员大会会场", "The yearly meeting", hall),
    ("我们的城市", "Our town", town),
    ("读书会用的那张长桌", "The long table of the reading circle", table),
]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FILE), size)


def _sky(dice: Random):
    top, low = (ImageColor.getrgb(colour) for colour in dice.choice(SKIES))
    strip = Image.new("RGB", (1, HIGH))
    for y in range(HIGH):
        part = y / HIGH
        strip.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, low, strict=True)))
    picture = strip.resize((WIDE, HIGH))
    pen = ImageDraw.Draw(picture)
    x, y = dice.randrange(150, WIDE - 200), dice.randrange(80, 190)
    pen.ellipse((x, y, x + 110, y + 110), fill="#fbf3df")
    return picture, pen


def _figure(pen, dice: Random, x: float, y: float, size: float) -> None:
    pen.ellipse((x - size * 0.8, y - size * 0.4, x + size * 0.8, y + size * 2), fill=dice.choice(_COVERS))
    pen.ellipse((x - size / 2, y - size * 1.2, x + size / 2, y - size * 0.2), fill="#e8c9a8")
    pen.pieslice((x - size / 2, y - size * 1.25, x + size / 2, y - size * 0.25), 180, 360, fill="#3a322c")


def _file(picture: Image.Image, form: str) -> ContentFile:
    out = io.BytesIO()
    picture.save(out, form, **({"quality": 82} if form == "JPEG" else {}))
    return ContentFile(out.getvalue())
