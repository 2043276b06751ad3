"""The scrub: every edit that applies to a claim before it is sent. `check(snapshot, facts)` runs them all; pure, no database.

Importing this package registers the edits of each file below; errors come before warnings in the answer, otherwise in the order of FILES.
"""

from functools import cache

from claims.rules.scrub import (
    accident,
    addresses,
    amounts,
    coordination,
    coverage,
    dates,
    diagnoses,
    drugs,
    duplicates,
    identifiers,
    place,
    pointers,
    procedures,
    required_data,
    subscriber,
    wording,
)
from claims.rules.scrub.rule import ERROR, RULES, WARNING, DiagnosisFact, Facts, Finding, Rule
from claims.snapshot import Snapshot

FILES = (
    required_data, identifiers, addresses, subscriber, coverage, dates, diagnoses, pointers, procedures, drugs, amounts, coordination, place,
    accident, duplicates, wording,
)

__all__ = ["ERROR", "FILES", "RULES", "WARNING", "DiagnosisFact", "Facts", "Finding", "Rule", "check"]


def check(claim: Snapshot, facts: Facts) -> list[Finding]:
    """All findings about a claim, errors first, otherwise in the order of the edits."""
    found = [finding for rule in _in_order() for finding in rule.findings(claim, facts)]
    return sorted(found, key=lambda finding: finding.severity != ERROR)


@cache
def _in_order() -> tuple[Rule, ...]:
    """The edits by their file's place in FILES."""
    places = {file.__name__: place for place, file in enumerate(FILES)}
    return tuple(sorted(RULES.values(), key=lambda rule: places[rule.check.__module__]))
