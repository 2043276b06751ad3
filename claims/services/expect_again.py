"""What a payer is expected to allow, reckoned anew after its contract was corrected backwards (invariant 7).

Billed amounts, decided remittances and denials stay as they were; each claim whose expectation changed says so on its timeline.
"""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from claims.models import Claim, ClaimLine, ClaimStatus
from config.shared.registries.price_uses import Use
from config.shared.services.record_event import Evidence, NewEvent, record_events
from payers.selectors.prices import PriceQuestion, prices

_WRITE = """
    UPDATE claims_claimline AS line SET expected_amount = fresh.amount
    FROM unnest(%s::bigint[], %s::numeric[]) AS fresh (id, amount) WHERE line.id = fresh.id
"""


class ContractUses:
    """The lines of claims to payers of a contract."""

    words = "claim lines"

    def uses(self, *, schedule_id: int, first_day: date, last_day: date) -> list[Use]:
        """Lines of the days, alike ones together: one query."""
        alike = _lines(schedule_id, first_day, last_day).order_by().values_list("procedure_code", "modifiers", "units").annotate(Count("pk"))
        return [Use(code, tuple(modifiers), units, lines) for code, modifiers, units, lines in alike]

    def reprice(self, *, schedule_id: int, first_day: date, last_day: date | None, actor: Any, at: datetime) -> int:
        """Write the expected amounts that the contract gives now; returns how many lines changed."""
        return expect_again(schedule_id=schedule_id, first_day=first_day, last_day=last_day, actor=actor, at=at)


@transaction.atomic
def expect_again(*, schedule_id: int, first_day: date, last_day: date | None, actor: Any, at: datetime) -> int:
    """Reckon every line of the days anew, as known at `at`. Locks the claims; the same number of queries for any number of lines."""
    rows = _lines(schedule_id, first_day, last_day)
    list(Claim.objects.filter(pk__in=rows.values("claim_id")).order_by("pk").select_for_update().values_list("pk", flat=True))
    lines = list(rows.order_by("pk").values_list("pk", "claim_id", "claim__service_date", "procedure_code", "modifiers", "units", "expected_amount"))
    questions = {pk: PriceQuestion(schedule_id, code, tuple(modifiers), day) for pk, _, day, code, modifiers, _, _ in lines}
    found = prices(questions.values(), known_at=at)
    fresh = {pk: price.amount(units) if (price := found.get(questions[pk])) else None for pk, _, _, _, _, units, _ in lines}
    changed = {pk: (claim_id, held) for pk, claim_id, *_, held in lines if fresh[pk] != held}
    if not changed:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(changed), [fresh[pk] for pk in changed]])
    _record(changed, fresh, schedule_id, actor, at)
    return len(changed)


def _lines(schedule_id: int, first_day: date, last_day: date | None):
    days = {"claim__service_date__gte": first_day} | ({"claim__service_date__lte": last_day} if last_day else {})
    return ClaimLine.objects.filter(claim__payer__contract_id=schedule_id, claim__payer__is_capitated=False, **days).exclude(
        claim__status=ClaimStatus.VOIDED
    )


def _record(changed: dict, fresh: dict, schedule_id: int, actor: Any, at: datetime) -> None:
    """One event a claim: what was expected and what is, in sums of the lines that changed."""
    of_claims: dict[int, list[int]] = {}
    for pk, (claim_id, _) in changed.items():
        of_claims.setdefault(claim_id, []).append(pk)
    record_events(
        NewEvent(Claim.SUBJECT_KIND, claim_id, "expected_again", Evidence(at=at, detail={
            "schedule_id": schedule_id, "lines": len(lines),
            "before": str(sum(changed[pk][1] or 0 for pk in lines)), "after": str(sum(fresh[pk] or 0 for pk in lines)),
        }), actor=actor)
        for claim_id, lines in sorted(of_claims.items())
    )
