"""The card as a drawing that stands alone: no file beside it, no address that is fetched."""

import base64
from html import escape

import segno
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

INK, RED, PAPER, SOFT = "#221d1a", "#9a1b22", "#ffffff", "#6a615b"
SERIF = "'Source Han Serif SC','Noto Serif CJK SC','Songti SC',SimSun,Georgia,serif"
SANS = "system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"


def qr_svg(url: str) -> str:
    """Return the code as SVG for a page."""
    return segno.make(url, error="m").svg_inline(border=2, scale=4, dark=INK, light=PAPER, svgclass="qr", lineclass=None)


def university() -> str:
    is_chinese = (get_language() or "").startswith("zh")
    names = [settings.UNIVERSITY_NAME, settings.UNIVERSITY_NAME_EN]
    return next(filter(None, names if is_chinese else names[::-1]), "")


def card_svg(*, person, card, degree, profile, url) -> str:
    code = segno.make(url, error="m")
    modules = code.symbol_size(border=2)[0]
    studied = " ".join(filter(None, (str(degree.school or ""), str(degree.college or "")))) if degree else ""
    year = str(degree.graduation_year or "") if degree else ""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 540" width="856" height="540" font-family="{SANS}">',
        f'<rect width="856" height="540" rx="24" fill="{PAPER}" stroke="#e4dcd2"/>',
        f'<rect width="856" height="12" fill="{RED}"/>',
        _text(48, 88, 34, f"{university()} · {_('Alumni card')}", RED, SERIF),
        _text(48, 262, 56, person.name, INK, SERIF),
        _text(48, 322, 26, studied[:28], INK),
        _text(48, 362, 26, " ".join(filter(None, (degree.major[:20] if degree else "", year))), SOFT),
        _text(48, 480, 26, f"No. {card.number}", INK),
        f'<g transform="translate(628 308) scale({180 / modules:.4f})">'
        f'{code.svg_inline(border=2, dark=INK, light=PAPER, svgclass=None, lineclass=None)}</g>',
    ]
    if profile.photo:
        with profile.photo.open("rb") as content:
            data = base64.b64encode(content.read()).decode()
        lines.append(f'<image x="628" y="64" width="180" height="180" href="data:image/jpeg;base64,{data}"/>')
    return "\n".join([*lines, "</svg>"])


def _text(x: int, y: int, size: int, words: str, colour: str, family: str = "") -> str:
    of = f' font-family="{family}"' if family else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}"{of}>{escape(words)}</text>'
