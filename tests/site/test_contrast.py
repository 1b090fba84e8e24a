"""The palette is readable: WCAG 2.2, 1.4.3 and 1.4.11, computed from tokens.css itself."""

import re
from itertools import product

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static/css/tokens.css").read_text()
TEXTS = ["ink", "ink-soft", "red", "red-strong", "good", "warn", "bad"]
GROUNDS = ["paper", "sheet", "hover", "red-tint", "gold-tint", "good-tint", "warn-tint", "bad-tint"]
ON_COLOUR = [("on-red", "red"), ("on-red", "red-strong"), ("on-bad", "bad")]


def colours(selector):
    block = CSS[CSS.index(selector) :]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[: block.index("}")]))


MODES = {"light": colours(":root {"), "dark": colours(':root[data-theme="dark"]')}


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first, second):
    dark, light = sorted([luminance(first), luminance(second)])
    return (light + 0.05) / (dark + 0.05)


def test_ratio_of_black_on_white_is_21():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("mode", MODES)
def test_every_text_colour_is_readable_on_every_ground(mode):
    pairs = [*product(TEXTS, GROUNDS), *ON_COLOUR]
    poor = {
        pair: round(ratio(MODES[mode][pair[0]], MODES[mode][pair[1]]), 2)
        for pair in pairs
        if ratio(MODES[mode][pair[0]], MODES[mode][pair[1]]) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("mode", MODES)
def test_edges_of_fields_and_gold_stand_out(mode):
    palette = MODES[mode]
    assert [g for g in ("paper", "sheet", "hover") if ratio(palette["line-strong"], palette[g]) < 3] == []
    assert [g for g in ("paper", "sheet") if ratio(palette["gold"], palette[g]) < 3] == []


def test_the_palette_is_the_one_that_was_agreed():
    light, dark = MODES["light"], MODES["dark"]
    assert (light["ink"], light["paper"], light["red"]) == ("#221d1a", "#fbf8f3", "#9a1b22")
    assert (dark["ink"], dark["paper"], dark["red"]) == ("#ece6df", "#191614", "#e0787c")


def test_dark_by_the_system_is_dark_by_choice():
    assert colours(':root:not([data-theme="light"])') == MODES["dark"]


def test_both_modes_define_the_same_colours():
    assert MODES["light"].keys() == MODES["dark"].keys()


@pytest.mark.parametrize("sheet", ["parts.css", "desk.css", "site.css"])
def test_no_other_sheet_names_a_colour(sheet):
    text = (settings.BASE_DIR / "static/css" / sheet).read_text().split("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, )])|rgba?\(|hsla?\(", text) == []
