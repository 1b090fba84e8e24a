"""python -m benchmarks [--people N] [--list] [CASE...]: run by script/bench."""

import argparse
import importlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

CASES = [
    "search",
    "kinds",
    "counts",
    "depth",
    "pages",
    "queries",
    "duplicates",
    "exports",
    "tags",
    "imports",
    "bank_statement",
    "desk",
    "public",
    "chapters_directory",
    "event_pages",
    "chapters_duties",
    "chapters_missing",
    "event_checkin",
    "event_effect",
    "event_radar",
    "pipeline_board",
    "audience",
    "mailing",
    "event_registration",
    "event_crowd",
    "event_cancelling",
    "giving_reports",
    "giving_posting",
    "giving_standing",
    "growth",
]


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--list", action="store_true", help="name the cases and what each asks")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=" ".join(CASES))
    options = parser.parse_args()
    if unknown := set(options.cases) - set(CASES):
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    django.setup()
    settings.DEBUG = False  # DEBUG only let the demonstration in; it would keep every query
    modules = {name: importlib.import_module(f"benchmarks.{name}") for name in options.cases or CASES}
    if options.list:
        for name, module in modules.items():
            print(f"{name:12}{(module.__doc__ or '').splitlines()[0]}")
        return 0
    return run(options.people, modules)


def run(people: int, modules: dict) -> int:
    from .measuring import Result
    from .site import Site

    call_command("migrate", interactive=False, verbosity=0)
    call_command("demo", people=people, i_know=True)
    site = Site(people)
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"\n{people:,} people, {site.server}, {load}\n\n{Result.header()}", flush=True)
    results = []
    for name, module in modules.items():
        measured = []
        for result in module.measure(site):
            measured.append(result)
            print(result.line(name), flush=True)
        keep(people, measured)
        results += measured
    missed = sum(result.is_met is False for result in results)
    print(f"\n{len(results)} figures, {missed} of them miss their target.")
    return 0


def keep(people: int, results: list) -> None:
    """Remember the figures for the case `growth`, which compares databases of different sizes."""
    path = Path(os.environ.get("BENCH_RESULTS", "var/bench")) / f"results-{people}.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    known |= {result.what: {"value": result.value, "at": datetime.now(UTC).isoformat()} for result in results}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(known, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
