"""What an edit is: a pure function from (snapshot, facts) to problems, registered under its id. Every file beside this one uses it.

To add an edit: copy a sibling function, give it an id, and have a claim that fails it and one that passes (tests/claims/rules/scrub).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.snapshot import Snapshot

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class DiagnosisFact:
    """What the code table knows of a code: whether it may be billed, and whether it is in force on the date of service."""

    billable: bool
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an edit needs beyond the snapshot, loaded in bulk by `claims.selectors.scrub_facts`.

    `diagnoses`: every code of the claim that ever existed. `charged`: the ledger's amount by charge id. `same_services`: claim number by
    (procedure, modifiers in order) for what other live claims bill for this patient, provider and day.
    """

    today: date
    diagnoses: Mapping[str, DiagnosisFact]
    places_of_service: frozenset[str]
    filing_deadline: date | None
    filing_limit_days: int
    can_send: bool
    charged: Mapping[int, Decimal]
    same_services: Mapping[tuple[str, tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What an edit found: the field's path in the snapshot ("lines.2.pointers"), what is wrong, how to mend it, and the line."""

    field: str
    message: str
    fix: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with the rule that found it. An error holds the claim; some errors may be waived by a person with a reason."""

    rule: str
    severity: str
    field: str
    message: str
    fix: str
    source: str
    line: int | None = None


Check = Callable[[Snapshot, Facts], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """An edit: `id` is stable and shown; `source` says whose rule it is; `waivable` where the practice may send nevertheless."""

    id: str
    severity: str
    source: str
    check: Check
    waivable: bool = False

    def findings(self, claim: Snapshot, facts: Facts) -> list[Finding]:
        return [
            Finding(self.id, self.severity, problem.field, problem.message, problem.fix, self.source, problem.line)
            for problem in self.check(claim, facts)
        ]


RULES: dict[str, Rule] = {}


def rule(severity: str, source: str, *, waivable: bool = False) -> Callable[[Check], Check]:
    """Register the decorated function as the edit with its own name as id."""

    def add(check: Check) -> Check:
        if check.__name__ in RULES:
            raise ValueError(f"two edits are called {check.__name__}")
        RULES[check.__name__] = Rule(check.__name__, severity, source, check, waivable)
        return check

    return add
