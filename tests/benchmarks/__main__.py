"""`python -m tests.benchmarks NAME [--json]`: runs one benchmark and prints its rows. Exit 0 when every target is met, 1 otherwise.

A benchmark is a module beside this one with `rows(scale)`; it makes its own files, with a fixed seed, in a folder that goes away.
"""

import argparse
import json
import sys
from dataclasses import asdict
from importlib import import_module

from tests.benchmarks.timing import table

NAMES = ("x12",)


def main(arguments=None):
    """Runs what the command line names; the exit status."""
    options = _options(arguments)
    rows = import_module(f"tests.benchmarks.{options.name}").rows(options.scale)
    print(json.dumps([asdict(row) for row in rows], indent=1) if options.json else table(rows))
    return 0 if all(row.ok for row in rows) else 1


def _options(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full number of claims (the targets hold for 1)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
