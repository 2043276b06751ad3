"""The scrub: every edit that applies to a claim before it is sent. `check(snapshot, facts)` runs them all; pure, no database.

Importing this package registers the edits of each file below, in this order; errors come before warnings in the answer.
"""

from claims.rules.scrub import (
    required_data,
    identifiers,
    addresses,
    subscriber,
    coverage,
    dates,
    diagnoses,
    pointers,
    procedures,
    drugs,
    amounts,
    place,
    accident,
    duplicates,
)  # isort: skip
from claims.rules.scrub.rule import ERROR, RULES, WARNING, DiagnosisFact, Facts, Finding, Rule
from claims.snapshot import Snapshot

FILES = (
    required_data, identifiers, addresses, subscriber, coverage, dates, diagnoses, pointers, procedures, drugs, amounts, place, accident, duplicates,
)

__all__ = ["ERROR", "FILES", "RULES", "WARNING", "DiagnosisFact", "Facts", "Finding", "Rule", "check"]


def check(claim: Snapshot, facts: Facts) -> list[Finding]:
    """All findings about a claim, errors first, otherwise in the order of the edits."""
    found = [finding for rule in RULES.values() for finding in rule.findings(claim, facts)]
    return sorted(found, key=lambda finding: finding.severity != ERROR)
