"""Save a payer with its appeal levels in one transaction. Deadlines of denials follow from these rows from then on."""

from django.db import transaction

from config.shared.services.save_record import save_record
from payers.models import AppealLevel, Payer


@transaction.atomic
def save_payer(payer: Payer, *, levels: list[AppealLevel], removed: list[AppealLevel], expected_version: int | None = None) -> Payer:
    """Save the payer, add and change its levels, and remove those that no denial uses. Raises StaleVersion."""
    save_record(payer, expected_version=expected_version)
    for level in removed:
        level.delete()
    for level in levels:
        level.payer = payer
        save_record(level)
    return payer
