"""An append-only file of JSON lines, each with an id of its own, each written exactly once.

Used for `received.jsonl` and `sent.jsonl`. The database decides what happened; `append` writes its line after that
decision, and `repair` at start cuts a half-written last line off and writes the lines a kill left out.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path


class Journal:
    """One journal file. `append` of an id that is already there writes nothing."""

    def __init__(self, path: Path):
        self.path = path
        self._cut_half_line()
        self._ids = {line["id"] for line in self.lines()}

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []

    def append(self, line: dict) -> None:
        if line["id"] in self._ids:
            return
        with open(self.path, "ab") as file:
            file.write(json.dumps(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self._ids.add(line["id"])

    def repair(self, decided: Iterable[dict]) -> None:
        for line in decided:
            self.append(line)

    def _cut_half_line(self) -> None:
        if self.path.exists():
            content = self.path.read_bytes()
            whole = content[: content.rfind(b"\n") + 1]
            if whole != content:
                os.truncate(self.path, len(whole))
