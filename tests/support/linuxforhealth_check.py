"""Asks linuxforhealth-x12 about files, in the Python that has it: `python linuxforhealth_check.py FILE...`.

Prints one JSON object: for each file None where it is accepted, else what is said. Started by `linuxforhealth_oracle` only;
it runs without this project's packages.
"""

import json
import sys
from pathlib import Path

from linuxforhealth.x12.io import X12ModelReader


def said(path):
    """None where every transaction of the file becomes a model, else the error."""
    try:
        with X12ModelReader(Path(path).read_text().replace("\n", "")) as reader:
            for _ in reader.models():
                pass
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


if __name__ == "__main__":
    print(json.dumps({path: said(path) for path in sys.argv[1:]}))
