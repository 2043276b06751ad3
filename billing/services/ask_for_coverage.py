"""A visit that should be billed to insurance, on a day on which none of the patient's coverages is in force, waits for a person.

Its charges stand with the patient meanwhile, who may be asked for what a payer owes. A patient without any coverage pays by themselves: nothing
is asked. Called by the verbs on encounters, in their transaction.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from billing.models import Encounter
from config.shared import clock
from config.shared.services.work_items import NextStep, close_items, put_next_steps

SUBJECT, KIND, QUEUE = "encounter", "coverage", "no_coverage"


def ask_for_coverage(visits: Iterable[tuple[Encounter, Decimal]], *, at: datetime) -> None:
    """Put visits, each with what it is about, before a person."""
    put_next_steps(
        NextStep(
            SUBJECT, encounter.pk, QUEUE, clock.day_of(at), f"No coverage in force on {encounter.service_date:%m/%d/%Y}: say who pays", amount, KIND,
        )
        for encounter, amount in visits
    )


def coverage_is_settled(encounter: Encounter, *, reason: str) -> None:
    """Somebody has said who pays, or the visit was taken back."""
    close_items(SUBJECT, [encounter.pk], kind=KIND, reason=reason)
