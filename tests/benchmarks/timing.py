"""What every benchmark shares: times taken in turns, peak memory of a process of its own, and the rows that are printed.

Rivals run one after the other, round by round, so that a busy moment of the machine strikes all of them; the median of the
rounds counts, and of each round the processor's time, which does not grow while others have the processor. Python's cycle
collector is emptied before each run and off during it, for ours and for the baseline alike.
"""

import gc
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
PEAK = "from tests.benchmarks.timing import peak; print(peak())"


@dataclass(frozen=True)
class Row:
    """One result. `ratio` is value / baseline, `target` the most it may be."""

    name: str
    value: float
    unit: str
    baseline: float
    ratio: float
    target: float
    ok: bool


def row(name, value, baseline, target, unit="s"):
    """A Row whose ratio meets the target or not."""
    ratio = value / baseline
    return Row(name, round(value, 4), unit, round(baseline, 4), round(ratio, 3), target, ratio <= target)


def medians(rounds, **works):
    """{name: median seconds of processor time} of callables without arguments, taken in turns."""
    taken = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(_seconds(work))
    return {name: median(times) for name, times in taken.items()}


def _seconds(work):
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        kept = work()
        taken = process_time() - start
        del kept
        return taken
    finally:
        gc.enable()


def peak_of(code, *arguments):
    """Peak memory in MB of a whole Python process that runs `code`, which finds the arguments in sys.argv."""
    command = [sys.executable, "-c", f"{code}\n{PEAK}", *map(str, arguments)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()[-1])


def peak():
    """Most memory this process ever held, in MB. Linux counts it anew after exec only in VmHWM."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def table(rows):
    """The rows for people."""
    head = ("what", "value", "baseline", "ratio", "target", "")
    lines = [
        (row.name, f"{row.value:.3f} {row.unit}", f"{row.baseline:.3f} {row.unit}", f"{row.ratio:.2f}", f"{row.target:g}", "ok" if row.ok else "MISSED")
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in (head, *lines))
