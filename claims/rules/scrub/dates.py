"""Edits: dates that contradict each other."""

from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Snapshot

ENCOUNTER = "Correct the date on the encounter."


@rule(ERROR, "No payer takes a service before it is done")
def service_not_in_future(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.service_date > facts.today:
        yield Problem("service_date", f"The service is dated {claim.service_date:%m/%d/%Y}, in the future.", ENCOUNTER)


@rule(ERROR, "Birth date and date of service")
def service_after_birth(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    born = claim.patient.birth_date
    if born and claim.service_date < born:
        message = f"The patient was born on {born:%m/%d/%Y}, after the service."
        yield Problem("patient.birth_date", message, "Correct the birth date or the date of service.")


@rule(ERROR, "Date of death and date of service")
def service_before_death(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    died = claim.patient.death_date
    if died and claim.service_date > died:
        message = f"The patient died on {died:%m/%d/%Y}, before the service."
        yield Problem("service_date", message, "Correct the date of death or the date of service.")


@rule(ERROR, "X12 005010X222A1 loop 2300, DTP*431")
def onset_before_service(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.onset_date and claim.onset_date > claim.service_date:
        yield Problem("onset_date", f"The illness began on {claim.onset_date:%m/%d/%Y}, after the service.", ENCOUNTER)
