"""Edits: each line points to the diagnoses that explain it."""

from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Snapshot

SOURCE = "X12 005010X222A1 loop 2400, SV107"


@rule(ERROR, SOURCE)
def pointer_present(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        if not line.pointers:
            message = f"Line {line.ordinal} points to no diagnosis."
            yield Problem(f"lines.{line.ordinal}.pointers", message, "Choose the one it was done for.", line.ordinal)
        elif len(line.pointers) > 4:
            message = f"Line {line.ordinal} points to {len(line.pointers)} diagnoses; four fit."
            yield Problem(f"lines.{line.ordinal}.pointers", message, "Keep the four that explain it best.", line.ordinal)


@rule(ERROR, SOURCE)
def pointer_exists(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    known = range(1, len(claim.diagnoses) + 1)
    for line in claim.lines:
        lost = [letter(pointer) for pointer in line.pointers if pointer not in known]
        if lost:
            message = f"Line {line.ordinal} points to diagnosis {', '.join(lost)}, which the claim has not."
            yield Problem(f"lines.{line.ordinal}.pointers", message, "Point to one of the claim's diagnoses.", line.ordinal)


@rule(ERROR, SOURCE)
def pointer_once(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        if len(set(line.pointers)) < len(line.pointers):
            message = f"Line {line.ordinal} points to one diagnosis twice."
            yield Problem(f"lines.{line.ordinal}.pointers", message, "Name each diagnosis once.", line.ordinal)


def letter(pointer: int) -> str:
    """1 is A, 12 is L; anything else stays a number."""
    return chr(64 + pointer) if 1 <= pointer <= 12 else str(pointer)
