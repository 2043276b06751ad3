"""Charges that the charge master priced, for the registry of price uses: one query for any span of days."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count

from billing.models import Charge
from config.shared.registries.price_uses import Use
from payers.selectors.prices import charge_master_id


class ChargeMasterUses:
    """What is billed stays as it was billed."""

    words = "charges"

    def uses(self, *, schedule_id: int, first_day: date, last_day: date) -> list[Use]:
        """Charges of the days, alike ones together; none for a charge master that is not the active one."""
        if schedule_id != charge_master_id():
            return []
        rows = Charge.objects.filter(voided_at__isnull=True, encounter__voided_at__isnull=True, encounter__service_date__range=(first_day, last_day))
        alike = rows.order_by().values_list("procedure_code", "modifiers", "units").annotate(Count("pk"))
        return [Use(code, tuple(modifiers), units, lines) for code, modifiers, units, lines in alike]

    def reprice(self, *, schedule_id: int, first_day: date, last_day: date | None, actor: Any, at: datetime) -> int:
        """Nothing: a charge keeps its price (invariant 7)."""
        return 0
