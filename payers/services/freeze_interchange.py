"""Fix an outbound file for ever: control numbers, bytes, name. What is sent later, and again after a failure, is these bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import connection as database
from django.db import transaction

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.services import jobs
from config.shared.services.record_event import Evidence, NewEvent, record_event
from payers.models import Connection, Interchange, Usage

MOST = 999_999_999
DELIVER = "payers.deliver_interchange"


class UsageDisagrees(DomainError):
    """Test would meet production (invariant 9)."""

    code = "usage_disagrees"
    message = "{connection} is for production, and this system holds demo data. Nothing is sent."


@dataclass(frozen=True, slots=True)
class ControlNumbers:
    """`isa13` has nine digits, `gs06` no leading zeros; both are used once per connection."""

    isa13: str
    gs06: str


@transaction.atomic
def freeze_interchange(
    *, connection: Connection, type: str, build: Callable[[ControlNumbers], bytes], count: int, total_amount: Decimal, at: datetime,
) -> Interchange:
    """Take control numbers, build the bytes, store them, and enqueue the delivery for after the commit.

    Runs in the caller's transaction, which also puts the claims into the batch. Raises UsageDisagrees.
    """
    if settings.DEMO and connection.usage != Usage.TEST:
        raise UsageDisagrees(connection=connection.name)
    numbers = take_control_numbers(connection)
    data = build(numbers)
    interchange = Interchange.objects.create(
        connection=connection, type=type, isa13=numbers.isa13, gs06=numbers.gs06, usage=connection.usage,
        remote_name=connection.name_template.format(type=type, isa13=numbers.isa13), sha256=blobs.store(data), size=len(data), count=count,
        total_amount=total_amount, frozen_at=at,
    )
    record_event(NewEvent("interchange", interchange.pk, "interchange_frozen", Evidence(at), to_state=interchange.status))
    jobs.enqueue(DELIVER, key=f"deliver:{interchange.pk}", args={"interchange_id": interchange.pk}, run_at=at)
    return interchange


def take_control_numbers(connection: Connection) -> ControlNumbers:
    """The next numbers from the sequence; past any that this connection used, should a restored backup have set it back."""
    number = _next()
    used = Interchange.objects.filter(connection=connection, isa13__gte=f"{number:09d}").order_by("-isa13").values_list("isa13", flat=True).first()
    if used is not None and int(used) < MOST:
        _set(int(used))
        number = _next()
    return ControlNumbers(isa13=f"{number:09d}", gs06=str(number))


def _next() -> int:
    with database.cursor() as cursor:
        cursor.execute("SELECT nextval('payers_control_number')")
        return cursor.fetchone()[0]


def _set(number: int) -> None:
    with database.cursor() as cursor:
        cursor.execute("SELECT setval('payers_control_number', %s)", [number])
