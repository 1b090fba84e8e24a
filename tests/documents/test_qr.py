"""A QR code for paper: the same dark dots, as bars."""

import segno

from alumni_office.documents import qr


def test_the_bars_cover_the_dark_dots_of_a_full_code_and_nothing_else():
    text = "E:ABCD2345"  # so short that a Micro QR would hold it
    matrix = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    size = len(matrix)
    dark = {(row, column) for row, dots in enumerate(matrix) for column, dot in enumerate(dots) if dot}
    covered = [
        (size - round(y) - 1, round(x) + step)
        for x, y, width, _height in qr.bars(text, float(size))
        for step in range(round(width))
    ]
    assert len(covered) == len(dark)
    assert set(covered) == dark
