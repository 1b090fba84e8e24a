"""Clocks, percentiles and the line of a result."""

import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unicodedata import east_asian_width

from django.db import connection


@dataclass(frozen=True)
class Cost:
    """Milliseconds: by the clock on the wall, of this process's CPU, of the database backend's CPU."""

    wall: float
    client: float
    server: float

    @property
    def cpu(self) -> float:
        return self.client + self.server


@dataclass
class Result:
    what: str
    value: float
    unit: str = "ms"
    limit: float | None = None  # what the same work costs at best, measured in the same run
    ratio: float | None = None
    target: str = ""
    is_met: bool | None = None
    note: str = ""

    @staticmethod
    def header() -> str:
        return f"{'case':20}{'question':52}{'measured':>16}{'limit':>14}{'ratio':>9}  {'target':18}{'':5}"

    def line(self, case: str) -> str:
        wide = sum(east_asian_width(char) in "WF" for char in self.what)
        measured = f"{number(self.value)} {self.unit}"
        limit = "" if self.limit is None else f"{number(self.limit)} {self.unit}"
        ratio = "" if self.ratio is None else f"{number(self.ratio)} x"
        verdict = {True: "ok", False: "MISS", None: ""}[self.is_met]
        figures = f"{measured:>16}{limit:>14}{ratio:>9}  {self.target:18}{verdict:5}"
        return f"{case:20}{self.what:{52 - wide}}{figures}{self.note}".rstrip()


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def backend_pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def backend_cpu(pid: int) -> float:
    """Milliseconds of CPU that a backend on this machine has used; 0 where that cannot be read."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except (OSError, ValueError, IndexError):
        return 0.0


@contextmanager
def meter() -> Iterator[list[Cost]]:
    """The cost of a with-block, as the one item of the list once the block is over."""
    pid, found = backend_pid(), []
    server, client, wall = backend_cpu(pid), time.process_time(), time.perf_counter()
    yield found
    wall, client = time.perf_counter() - wall, time.process_time() - client
    found.append(Cost(wall * 1000, client * 1000, backend_cpu(pid) - server))


def cost_of(work: Callable[[], object]) -> Cost:
    with meter() as found:
        work()
    return found[0]


def in_turns(pairs: Iterable[tuple[Callable, Callable]]) -> tuple[list[Cost], list[Cost]]:
    """Measure both sides of each pair, once this one first and once the other; the better of two tries counts."""
    ours, limits = [], []
    for ours_work, limit_work in pairs:
        first, second = cost_of(ours_work), cost_of(limit_work)
        third, fourth = cost_of(limit_work), cost_of(ours_work)
        ours.append(min(first, fourth, key=lambda cost: cost.cpu))
        limits.append(min(second, third, key=lambda cost: cost.cpu))
    return ours, limits


def percentile(values: Iterable[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(round(percent / 100 * (len(ordered) - 1)), len(ordered) - 1)]


def peak_memory() -> float:
    """Megabytes that this process, or the largest of its children, held at most."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    try:
        # ru_maxrss of a process begins with what its parent held when it was started; this does not.
        status = Path("/proc/self/status").read_text()
        own = int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, IndexError):
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, children) / 1024
