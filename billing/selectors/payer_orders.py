"""Who is asked to pay for visits, in the order in force (the highest version)."""

from collections.abc import Iterable

from billing.models import EncounterPayer


def payers_of(encounter_ids: Iterable[int]) -> dict[int, list[EncounterPayer]]:
    """The order in force of each encounter, first payer first; empty where nobody is asked. One query."""
    found: dict[int, list[EncounterPayer]] = {pk: [] for pk in encounter_ids}
    rows = EncounterPayer.objects.filter(encounter_id__in=list(found)).select_related("coverage__payer").order_by("encounter_id", "-version", "rank")
    for row in rows:
        held = found[row.encounter_id]
        if not held or held[0].version == row.version:
            held.append(row)
    return found
