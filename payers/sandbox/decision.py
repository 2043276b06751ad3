"""What a payer decided on a claim, as it will stand in an 835.

Made by `adjudicate`, kept as JSON, rendered by `remittance_835`. Every line balances by how it is made: what is paid is
the charge less the adjustments.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from payers.sandbox.filed import FiledLine
from payers.sandbox.plan_book import Denial

PROCESSED_AS = {"P": "1", "S": "2", "T": "3"}
REVERSED = "22"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Adjustment:
    """One group and reason with its amount."""

    group: str
    reason: str
    amount: Decimal


@dataclass(frozen=True)
class LineDecision:
    """What became of one line."""

    procedure: str
    modifiers: tuple[str, ...]
    charge: Decimal
    units: Decimal
    allowed: Decimal
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]
    control_number: str
    service_date: date | None

    @property
    def paid(self) -> Decimal:
        return self.charge - sum(item.amount for item in self.adjustments)

    @property
    def patient_share(self) -> Decimal:
        return sum((item.amount for item in self.adjustments if item.group == "PR"), Decimal(0))

    def reversed(self) -> "LineDecision":
        return replace(
            self,
            charge=-self.charge,
            units=self.units,
            allowed=-self.allowed,
            adjustments=tuple(replace(item, amount=-item.amount) for item in self.adjustments),
        )


@dataclass(frozen=True)
class Decision:
    """What became of a claim. `status` is CLP02."""

    status: str
    lines: tuple[LineDecision, ...]
    remarks: tuple[str, ...] = ()
    forwarded_to: str = ""

    @property
    def charge(self) -> Decimal:
        return sum((line.charge for line in self.lines), Decimal(0))

    @property
    def paid(self) -> Decimal:
        return sum((line.paid for line in self.lines), Decimal(0))

    @property
    def patient_share(self) -> Decimal:
        return sum((line.patient_share for line in self.lines), Decimal(0))

    def deductible(self) -> Decimal:
        return sum((item.amount for line in self.lines for item in line.adjustments if (item.group, item.reason) == ("PR", "1")), Decimal(0))

    def reversed(self) -> "Decision":
        """The same with every sign turned: what takes it back (original groups and reasons, status 22)."""
        return Decision(REVERSED, tuple(line.reversed() for line in self.lines), self.remarks)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def line_decision(line: FiledLine, *, allowed: Decimal, adjustments: list[tuple[str, str, Decimal]], remarks: tuple[str, ...] = ()) -> LineDecision:
    """A decision on that line; adjustments of nothing are left out, those of one group stand together."""
    in_order = sorted((item for item in adjustments if item[2]), key=lambda item: item[0])
    return LineDecision(
        procedure=line.procedure,
        modifiers=line.modifiers,
        charge=line.charge,
        units=line.units,
        allowed=allowed,
        adjustments=tuple(Adjustment(group, reason, cents(amount)) for group, reason, amount in in_order),
        remarks=remarks,
        control_number=line.control_number,
        service_date=line.service_date,
    )


def denied_line(line: FiledLine, denial: Denial) -> LineDecision:
    """The whole charge refused for one reason."""
    remarks = (denial.remark,) if denial.remark else ()
    return line_decision(line, allowed=Decimal(0), adjustments=[(denial.group, denial.reason, line.charge)], remarks=remarks)
