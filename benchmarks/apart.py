"""A piece of work in a process of its own, for its CPU and its memory: python -m benchmarks.apart MODULE ARGUMENT..."""

import importlib
import json
import resource
import subprocess
import sys

import django


def run_apart(module: str, *arguments) -> dict:
    """Call `work(*arguments)` of benchmarks/<module>.py in a new process; return what it returned and what it cost."""
    command = [sys.executable, "-m", "benchmarks.apart", module, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    django.setup()
    from .measuring import backend_cpu, backend_pid, peak_memory

    work = importlib.import_module(f"benchmarks.{sys.argv[1]}").work
    pid = backend_pid()
    before, server = _cpu(), backend_cpu(pid)
    found = work(*sys.argv[2:])
    print(
        json.dumps(
            {**found, "client": (_cpu() - before) * 1000, "server": backend_cpu(pid) - server, "memory": peak_memory()}
        )
    )


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
