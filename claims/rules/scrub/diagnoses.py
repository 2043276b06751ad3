"""Edits: diagnoses exist, are in force on the date of service, and are the most specific."""

from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Snapshot

SOURCE = "ICD-10-CM in force on the date of service"
EXTERNAL_CAUSES = ("V", "W", "X", "Y")


def _each(claim: Snapshot) -> Iterator[tuple[str, str]]:
    for place, code in enumerate(claim.diagnoses, 1):
        yield f"diagnoses.{place}", code


def dotted(code: str) -> str:
    """M17.11"""
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 else code


@rule(ERROR, SOURCE)
def diagnosis_exists(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for field, code in _each(claim):
        if code not in facts.diagnoses:
            yield Problem(field, f"The diagnosis {dotted(code)} does not exist.", "Look for a mistyped character.")


@rule(ERROR, SOURCE)
def diagnosis_in_force(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for field, code in _each(claim):
        fact = facts.diagnoses.get(code)
        if fact and not fact.in_force:
            message = f"The diagnosis {dotted(code)} is not in force on {claim.service_date:%m/%d/%Y}."
            yield Problem(field, message, "Choose the code that was in force that day.")


@rule(ERROR, SOURCE)
def diagnosis_billable(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for field, code in _each(claim):
        fact = facts.diagnoses.get(code)
        if fact and fact.in_force and not fact.billable:
            yield Problem(field, f"The diagnosis {dotted(code)} is only a heading.", "Choose a longer, more specific code below it.")


@rule(ERROR, "ICD-10-CM guidelines, section I.C.20: an external cause is never listed first")
def diagnosis_first_no_cause(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.diagnoses and claim.diagnoses[0].startswith(EXTERNAL_CAUSES):
        message = f"{dotted(claim.diagnoses[0])} says how it happened and can't stand first."
        yield Problem("diagnoses.1", message, "Put the injury first.")
