"""Edits: the subscriber, where the patient is insured through somebody else."""

from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, WARNING, Facts, Problem, rule
from claims.snapshot import Snapshot


@rule(ERROR, "X12 005010X222A1 loop 2010BA, NM1")
def subscriber_name(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    person = claim.coverage.subscriber
    if person and not (person.last_name and person.first_name):
        yield Problem("coverage.subscriber.last_name", "The subscriber's full name is missing.", "Enter it on the coverage, as on the card.")


@rule(WARNING, "Payers match the subscriber by name and birth date")
def subscriber_birth_date(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    person = claim.coverage.subscriber
    if person and not person.birth_date:
        yield Problem("coverage.subscriber.birth_date", "The subscriber's birth date is missing.", "Enter it on the coverage.")


@rule(ERROR, "X12 005010X222A1 loop 2010BA: Medicare has no dependents")
def medicare_patient_is_subscriber(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.coverage.subscriber and claim.coverage.payer.kind == "medicare":
        message = "Medicare insures each person alone; the patient must be the subscriber."
        yield Problem("coverage.relationship", message, "Set the relationship to self.")
