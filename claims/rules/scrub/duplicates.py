"""Edits: the same service billed twice."""

from collections import Counter
from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, WARNING, Facts, Problem, rule
from claims.snapshot import Line, Snapshot


def service(line: Line) -> tuple[str, tuple[str, ...]]:
    """What makes two services of one patient, provider and day the same: the code and its modifiers, in any order."""
    return line.procedure_code, tuple(sorted(line.modifiers))


@rule(ERROR, "CARC 18: an exact duplicate is refused", waivable=True)
def duplicate_claim(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        other = facts.same_services.get(service(line))
        if other:
            message = f"Line {line.ordinal} is on claim {other} too: same patient, provider, day, code and modifiers."
            yield Problem(f"lines.{line.ordinal}", message, "Void one of the two, or add the modifier that tells them apart.", line.ordinal)


@rule(WARNING, "CARC 18: an exact duplicate is refused")
def duplicate_line(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    often = {each for each, count in Counter(map(service, claim.lines)).items() if count > 1}
    seen = set()
    for line in claim.lines:
        if service(line) in often & seen:
            message = f"Line {line.ordinal} repeats {line.procedure_code} with the same modifiers."
            yield Problem(f"lines.{line.ordinal}", message, "Join the units, or add 76, 77 or 59 where it was done again.", line.ordinal)
        seen.add(service(line))
