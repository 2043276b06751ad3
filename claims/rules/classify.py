"""What an adjustment is: the one decision over the one editable table (DESIGN 3.10, DOMAIN 0a.2). Pure.

Called while a remittance is planned. The group says who is liable, the reason says what happened; both need the payer's kind, the contract, the
rank and what was allowed to mean anything. A combination that no row knows is `unknown`: an exception, never a write-off.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

COST_SHARE = frozenset({"1", "2", "3", "66", "142", "247", "248"})  # with PR: what the payer allowed and left to the patient
SEQUESTRATION = "253"                                                # allowed, and withheld by law


class Kind(StrEnum):
    """What the cents of an adjustment are."""

    CONTRACT = "contract"
    PATIENT = "patient"
    DENIED = "denied"
    BUNDLED = "bundled"
    DUPLICATE = "duplicate"
    PRIOR_PAYER = "prior_payer"
    CAPITATION = "capitation"
    INFORMATION = "information"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one adjustment. Amounts carry the file's signs; `expected` is the contract's allowed amount, None where it has none.

    `contract` is yes, no or capitated. `allowed`, `paid` and `charge` are the line's (the claim's for an adjustment at claim level).
    """

    payer_kind: str
    contract: str
    rank: int
    claim_status: str
    charge: Decimal
    allowed: Decimal
    expected: Decimal | None
    paid: Decimal
    group: str
    reason: str
    amount: Decimal
    remarks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Classified:
    """The verdict: kind, the row of the table that gave it (None: no row), the category of a denial, and why in one sentence."""

    kind: Kind
    rule: int | None
    category: str
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table. Empty conditions hold for anything; several codes in one condition are separated by blanks."""

    priority: int
    kind: Kind
    why: str
    category: str = ""
    payer_kind: str = ""
    contract: str = ""
    rank: str = ""
    claim_status: str = ""
    group: str = ""
    reason: str = ""
    remark: str = ""
    allowed: str = ""
    paid: str = ""
    covers_charge: str = ""
    expects_allowed: str = ""
    key: int | None = None

    def tests(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """(name of a fact's view, values that hold) for the conditions that are written, `reason` and `remark` apart."""
        named = ("payer_kind", "contract", "rank", "claim_status", "group", "allowed", "paid", "covers_charge", "expects_allowed")
        return tuple((name, frozenset(text.split())) for name in named if (text := getattr(self, name)))


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    tests: tuple[tuple[str, frozenset[str]], ...]
    remarks: frozenset[str]
    verdict: Classified


@dataclass(frozen=True, slots=True)
class Table:
    """The compiled table: for each reason the few rows that may decide it, in the order of their priority."""

    by_reason: dict[str, tuple[_Compiled, ...]] = field(default_factory=dict)
    for_any: tuple[_Compiled, ...] = ()


def compile_table(rules: Iterable[Rule]) -> Table:
    """Compile once per chunk of claims; classifying then looks only at the rows of its own reason."""
    by_reason: dict[str, list[_Compiled]] = {}
    for_any: list[_Compiled] = []
    for rule in sorted(rules, key=lambda rule: rule.priority):
        row, reasons = _compile(rule), rule.reason.split()
        for reason in reasons:
            by_reason.setdefault(reason, list(for_any)).append(row)
        if not reasons:
            for_any.append(row)
            for rows in by_reason.values():
                rows.append(row)
    return Table({reason: tuple(rows) for reason, rows in by_reason.items()}, tuple(for_any))


def classify(facts: Facts, table: Table) -> Classified:
    """The verdict of the first row that holds."""
    views = _views(facts)
    for row in table.by_reason.get(facts.reason, table.for_any):
        if row.remarks and row.remarks.isdisjoint(facts.remarks):
            continue
        if all(views[name] in values for name, values in row.tests):
            return row.verdict
    return Classified(Kind.UNKNOWN, None, "", f"No row of the table knows {facts.group}-{facts.reason} here.")


def allowed_amount(paid: Decimal, adjustments: Iterable[tuple[str, str, Decimal]]) -> Decimal:
    """What the payer allowed: paid, the patient's share of it, and what the law withheld. `adjustments` are (group, reason, amount)."""
    shares = (
        amount for group, reason, amount in adjustments if (group == "PR" and reason in COST_SHARE) or reason == SEQUESTRATION
    )
    return paid + sum(shares, Decimal(0))


def _compile(rule: Rule) -> _Compiled:
    verdict = Classified(Kind(rule.kind), rule.key, rule.category, rule.why)
    return _Compiled(rule, rule.tests(), frozenset(rule.remark.split()), verdict)


def _views(facts: Facts) -> dict[str, str]:
    """The facts as the words the table's conditions use. Signs do not matter: a reversal is read like what it takes back."""
    return {
        "payer_kind": facts.payer_kind,
        "contract": facts.contract,
        "rank": "primary" if facts.rank <= 1 else "later",
        "claim_status": facts.claim_status,
        "group": facts.group,
        "allowed": "something" if facts.allowed else "nothing",
        "paid": "something" if facts.paid else "nothing",
        "covers_charge": "yes" if facts.charge and abs(facts.amount) >= abs(facts.charge) else "no",
        "expects_allowed": "unknown" if facts.expected is None else "yes" if facts.expected else "no",
    }
