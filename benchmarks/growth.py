"""The same figures at another size: counts and pages at most 1.5 x from a million to ten, the mix at most 5 x."""

import json
import os
from pathlib import Path

from .measuring import Result

TARGETS = [("page ", 1.5), ("filters with counts: all", 1.5), ("database's CPU: ", 5.0)]


def measure(site):
    """Compare with the largest smaller database that was measured before; run at both sizes first."""
    folder = Path(os.environ.get("BENCH_RESULTS", "var/bench"))
    sizes = sorted(int(path.stem.split("-")[1]) for path in folder.glob("results-*.json"))
    smaller = [size for size in sizes if size < site.people]
    if not smaller or site.people not in sizes:
        return
    before, now = (json.loads((folder / f"results-{size}.json").read_text()) for size in (smaller[-1], site.people))
    for what, figure in now.items():
        target = next((target for start, target in TARGETS if what.startswith(start)), None)
        if target is None or what not in before or not before[what]["value"]:
            continue
        ratio = figure["value"] / before[what]["value"]
        judged = site.people == 10_000_000 and smaller[-1] == 1_000_000
        yield Result(
            f"{what}: against {smaller[-1]:,}", figure["value"], "ms", before[what]["value"], ratio,
            f"<= {target} x" if judged else "", ratio <= target if judged else None,
        )  # fmt: skip
