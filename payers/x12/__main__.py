"""Command line: inspect, check, split and acknowledge X12 files. Runs on a bare python3, `-` reads standard input.

Exit status: 0 no error, 1 errors found, 2 the file could not be read.
"""

import argparse
import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path

from payers.x12 import command

EXIT_OK, EXIT_UNREADABLE = 0, 2


def main(arguments=None):
    """Runs one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        with _opened(options.file) as source:
            return options.run(source, options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except OSError as problem:
        return _cannot_open(options, problem)


def _opened(name):
    return nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")


def _cannot_open(options, problem):
    text = f"{options.file}: {problem.strerror or problem}"
    if getattr(options, "json", False):
        print(json.dumps({"error": text, "interchanges": []}))
    else:
        print(text, file=sys.stderr)
    return EXIT_UNREADABLE


def _parser():
    parser = argparse.ArgumentParser(prog="python -m payers.x12", description="Read X12 health-care files: what stands in them, and what is wrong.")
    commands = parser.add_subparsers(required=True, metavar="command")
    inspect = _command(commands, "inspect", command.inspect, "every segment with its meaning in plain language")
    inspect.add_argument("--json", action="store_true", help="one JSON object instead")
    _command(commands, "check", command.check, "what is wrong, one finding a line")
    split = _command(commands, "split", command.split, "one file for each transaction, each in its own envelope")
    split.add_argument("--into", default=".", metavar="FOLDER", help="where the files go (default: here)")
    make = _command(commands, "make-999", command.make_999, "the 999 that answers the file, on standard output")
    make.add_argument("--control", type=int, default=1, help="its control number (default: 1)")
    return parser


def _command(commands, name, run, text):
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    parser.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
