"""The payers' files: claims, their decisions and what is still to be paid, as rows read and written here alone.

Used by the clearinghouse (adds), the payers (decide, pay) and the answers to 276. Every method runs inside the caller's
transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from payers.sandbox.adjudicate import LineKey, line_key
from payers.sandbox.clock import parse_moment, stamp
from payers.sandbox.decision import REVERSED, Decision
from payers.sandbox.filed import FiledClaim
from payers.sandbox.plan_book import Rejection
from payers.sandbox.store import Store
from payers.sandbox.values import dump, load

ADJUDICATIONS = """
    SELECT adjudication.id AS adjudication_id, adjudication.decision, adjudication.decided_at, adjudication.deferred, adjudication.remittance,
        claim.*
    FROM adjudication JOIN claim ON claim.id = adjudication.claim
"""


@dataclass(frozen=True)
class KnownClaim:
    """A row of `claim`, its body read."""

    id: int
    account: str
    payer: str
    state: str
    clearinghouse_number: str
    payer_control_number: str | None
    received_at: datetime
    changed_at: datetime
    rejection: Rejection | None
    filed: FiledClaim


@dataclass(frozen=True)
class Adjudication:
    """One decision on a claim, with the remittance it stands in."""

    id: int
    claim: KnownClaim
    decision: Decision
    decided_at: datetime
    deferred: bool
    remittance: int | None


class Claims:
    """All claims of all payers."""

    def __init__(self, store: Store):
        self.store = store

    def add(self, filed: FiledClaim, *, account: str, at: datetime) -> int:
        number = f"SB{self.store.next_number('clearinghouse claim'):010d}"
        return self.store.execute(
            "INSERT INTO claim (account, payer, payee, patient_control_number, clearinghouse_number, member, state, received_at, changed_at, body)"
            " VALUES (?, ?, ?, ?, ?, ?, 'forwarded', ?, ?, ?)",
            account,
            filed.payer,
            filed.payee,
            filed.patient_control_number,
            number,
            filed.member,
            stamp(at),
            stamp(at),
            dump(filed),
        )

    def get(self, claim: int) -> KnownClaim:
        return _known(self.store.row("SELECT * FROM claim WHERE id = ?", claim))

    def find(self, *, account: str, payer: str, patient_control_number: str = "", payer_control_number: str = "") -> list[KnownClaim]:
        """Claims by the payer's number, else by the patient control number; the newest first."""
        rows = self.store.rows(
            "SELECT * FROM claim WHERE account = ?1 AND payer = ?2 AND ((?4 != '' AND payer_control_number = ?4)"
            " OR (?4 = '' AND patient_control_number = ?3)) ORDER BY id DESC",
            account,
            payer,
            patient_control_number,
            payer_control_number,
        )
        return [_known(row) for row in rows]

    def take_in(self, claim: int, number: str, *, at: datetime) -> None:
        """The payer has it, under its own number."""
        self.store.execute(
            "UPDATE claim SET state = 'received', payer_control_number = ?1, received_at = ?2, changed_at = ?2 WHERE id = ?3",
            number,
            stamp(at),
            claim,
        )

    def reject(self, claim: int, rejection: Rejection, *, at: datetime) -> None:
        self.store.execute(
            "UPDATE claim SET state = 'rejected', rejection = ?1, received_at = ?2, changed_at = ?2 WHERE id = ?3", dump(rejection), stamp(at), claim
        )

    def move(self, claim: int, state: str, *, at: datetime) -> None:
        self.store.execute("UPDATE claim SET state = ?, changed_at = ? WHERE id = ?", state, stamp(at), claim)

    def add_decision(self, claim: int, decision: Decision, *, at: datetime, payable_at: datetime, deferred: bool = False) -> None:
        self.store.execute(
            "INSERT INTO adjudication (claim, decision, decided_at, payable_at, deferred) VALUES (?, ?, ?, ?, ?)",
            *(claim, dump(decision), stamp(at), stamp(payable_at), deferred),
        )

    def pay(self, adjudication: "Adjudication", *, remittance: int, at: datetime) -> None:
        """The adjudication stands in that remittance; its claim is paid, unless it was voided."""
        self.store.execute("UPDATE adjudication SET remittance = ? WHERE id = ?", remittance, adjudication.id)
        self.store.execute("UPDATE claim SET state = 'paid', changed_at = ? WHERE id = ? AND state != 'voided'", stamp(at), adjudication.claim.id)

    def decisions(self, claim: int) -> list[Adjudication]:
        return self._adjudications("adjudication.claim = ?", claim)

    def standing_decision(self, claim: int) -> Decision | None:
        """The decision in force: the last one, unless a reversal took it back."""
        made = [adjudication.decision for adjudication in self.decisions(claim)]
        return made[-1] if made and made[-1].status != REVERSED else None

    def to_pay(self, *, account: str, payer: str, payee: str, at: datetime) -> list[Adjudication]:
        condition = "adjudication.remittance IS NULL AND adjudication.payable_at <= ? AND claim.account = ? AND claim.payer = ? AND claim.payee = ?"
        return self._adjudications(condition, stamp(at), account, payer, payee)

    def lines_in_hand(self, filed: FiledClaim, *, account: str, other_than: int) -> frozenset[LineKey]:
        """Lines of this member that the payer has paid or is still deciding: a second one like them is a duplicate."""
        rows = self.store.rows(
            "SELECT * FROM claim WHERE account = ? AND payer = ? AND member = ? AND id != ? AND id < ? AND state IN ('received', 'decided', 'paid')",
            account,
            filed.payer,
            filed.member,
            other_than,
            other_than,
        )
        return frozenset(key for row in rows for key in self._lines_in_hand(_known(row)))

    def deductible_met(self, *, payer: str, member: str, year: int) -> Decimal:
        found = self.store.row("SELECT met FROM deductible WHERE payer = ? AND member = ? AND year = ?", payer, member, year)
        return Decimal(found["met"]) if found else Decimal(0)

    def meet_deductible(self, amount: Decimal, *, payer: str, member: str, year: int) -> None:
        met = self.deductible_met(payer=payer, member=member, year=year) + amount
        self.store.execute("INSERT INTO deductible VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET met = ?4", payer, member, year, str(met))

    def _lines_in_hand(self, claim: KnownClaim) -> list[LineKey]:
        decision = self.standing_decision(claim.id)
        if claim.state != "received" and decision is None:
            return []
        return [line_key(line, claim.filed) for index, line in enumerate(claim.filed.lines) if decision is None or decision.lines[index].allowed]

    def _adjudications(self, condition: str, *values) -> list[Adjudication]:
        rows = self.store.rows(f"{ADJUDICATIONS} WHERE {condition} ORDER BY adjudication.id", *values)
        return [
            Adjudication(
                id=row["adjudication_id"],
                claim=_known(row),
                decision=load(Decision, row["decision"]),
                decided_at=parse_moment(row["decided_at"]),
                deferred=bool(row["deferred"]),
                remittance=row["remittance"],
            )
            for row in rows
        ]


def _known(row) -> KnownClaim:
    return KnownClaim(
        id=row["id"],
        account=row["account"],
        payer=row["payer"],
        state=row["state"],
        clearinghouse_number=row["clearinghouse_number"],
        payer_control_number=row["payer_control_number"],
        received_at=parse_moment(row["received_at"]),
        changed_at=parse_moment(row["changed_at"]),
        rejection=load(Rejection, row["rejection"]) if row["rejection"] else None,
        filed=load(FiledClaim, row["body"]),
    )
