"""A QR code as few rectangles, whatever draws them. Never a Micro QR: readers in browsers do not know those."""

from collections.abc import Iterator, Sequence

import segno


def bars(text: str, size: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield (x, y, width, height) of the dark bars in a square of this size, from its lower left corner."""
    matrix = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    dot = size / len(matrix)
    for row, dots in enumerate(matrix):
        for start, length in _runs(dots):
            yield start * dot, size - (row + 1) * dot, length * dot, dot


def _runs(dots: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = None
    for place, is_dark in enumerate([*dots, 0]):
        if is_dark and start is None:
            start = place
        elif not is_dark and start is not None:
            yield start, place - start
            start = None
