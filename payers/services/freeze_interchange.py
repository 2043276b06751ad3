"""Fix an outbound file for ever: control numbers, bytes, name. What is sent later, and again after a failure, is these bytes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice

from django.conf import settings
from django.db import connection as database
from django.db import transaction

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.services import jobs
from config.shared.services.record_event import Evidence, NewEvent, record_event
from payers import x12
from payers.models import Connection, Interchange, Usage

DELIVER = "payers.deliver_interchange"
FIRST_DAY, TICK_SECONDS = 1_735_689_600, 2  # 2025-01-01 UTC; nine digits of ticks last until 2088


class UsageDisagrees(DomainError):
    """Test would meet production (invariant 9)."""

    code = "usage_disagrees"
    message = "{connection} is for another usage (test or production) than these data. Nothing is sent."


class ConnectionNotActive(DomainError):
    """The connection was put out of use."""

    code = "connection_not_active"
    message = "{connection} is not in use. Nothing is sent."


class EnvelopeDisagrees(DomainError):
    """The bytes were built for another connection, or with other numbers, than the row says."""

    code = "envelope_disagrees"
    message = "The file was not built for {connection}: its {element} is another."


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

    Runs in the caller's transaction, which also puts the claims into the batch. Raises UsageDisagrees, ConnectionNotActive, EnvelopeDisagrees.
    """
    if settings.DEMO and connection.usage != Usage.TEST:
        raise UsageDisagrees(connection=connection.name)
    if not connection.is_active:
        raise ConnectionNotActive(connection=connection.name)
    numbers = take_control_numbers(connection)
    data = build(numbers)
    _require_envelope(data, connection, numbers)
    interchange = Interchange.objects.create(
        connection=connection, type=type, isa13=numbers.isa13, gs06=numbers.gs06, usage=connection.usage,
        remote_name=connection.name_template.format(type=type, isa13=numbers.isa13), sha256=blobs.store(data), size=len(data), count=count,
        total_amount=total_amount, frozen_at=at,
    )
    # What test and production were at this moment: connections and environments change later, a batch does not (invariant 9).
    evidence = Evidence(at, detail={"connection_usage": connection.usage, "demo": settings.DEMO})
    record_event(NewEvent("interchange", interchange.pk, "interchange_frozen", evidence, to_state=interchange.status))
    jobs.enqueue(DELIVER, key=f"deliver:{interchange.pk}", args={"interchange_id": interchange.pk}, run_at=at)
    return interchange


def take_control_numbers(connection: Connection) -> ControlNumbers:
    """The next numbers: past every one this connection used, and past any that a lost database may have used.

    A restored backup knows neither the rows nor the sequence of what was sent since. So numbers never run behind a clock of ticks: what was
    used before the restore is below it. It is wall time on purpose; a process's own time (the demo's) may lie in the past.
    """
    ticks = int(time.time() - FIRST_DAY) // TICK_SECONDS
    with database.cursor() as cursor:
        cursor.execute("SELECT payers_next_control_number(%s, %s)", [ticks, connection.pk])
        number = cursor.fetchone()[0]
    return ControlNumbers(isa13=f"{number:09d}", gs06=str(number))


def _require_envelope(data: bytes, connection: Connection, numbers: ControlNumbers) -> None:
    """ISA and GS of the bytes say what the connection and the numbers say; ISA15 first of all (invariant 9)."""
    (_, interchange), (_, group) = islice(x12.walk(data), 2)
    if interchange.usage != connection.usage:
        raise UsageDisagrees(connection=connection.name)
    expected = {
        "ISA06": (interchange.sender, connection.isa06), "ISA08": (interchange.receiver, connection.isa08),
        "ISA13": (interchange.control, numbers.isa13), "GS06": (group.control, numbers.gs06),
    }
    for element, (found, wanted) in expected.items():
        if found != wanted.strip().upper():
            raise EnvelopeDisagrees(connection=connection.name, element=element)
