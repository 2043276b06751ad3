"""Which decision a reversal takes back: pure, on plain values. A reversal is the mirror of what was posted, to the cent, or a person looks at it.

Called while a remittance is planned. Source: X12 005010X221A1, CLP02 = 22 repeats the original's amounts with their signs turned; DOMAIN 0a.8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from claims.rules.posting_plan import Problem

REVERSAL = "22"


@dataclass(frozen=True, slots=True)
class Decision:
    """A CLP: its sums, and (charge, paid) of each of our lines, where the payer named lines. A reversal's are negative."""

    id: int
    charge: Decimal
    paid: Decimal
    lines: Mapping[int, tuple[Decimal, Decimal]] = field(default_factory=dict)


def decision_taken_back(reversal: Decision, posted: Sequence[Decision]) -> Decision | Problem:
    """The decision that `reversal` takes back, out of those posted and not taken back yet, newest first."""
    alike = [decision for decision in posted if _mirrors(reversal, decision)]
    if alike:
        return alike[0]
    if not posted:
        return Problem("reversal_without_original", f"It takes back {-reversal.paid}, but no decision stands posted on this claim.")
    return Problem("reversal_differs", f"It takes back {-reversal.paid} of {-reversal.charge}; the decision posted paid {posted[0].paid}.")


def _mirrors(reversal: Decision, decision: Decision) -> bool:
    if (reversal.charge, reversal.paid) != (-decision.charge, -decision.paid):
        return False
    if not (reversal.lines and decision.lines):
        return True
    return dict(reversal.lines) == {line: (-charge, -paid) for line, (charge, paid) in decision.lines.items()}
