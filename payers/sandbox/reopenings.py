"""What a payer does to a claim it has decided: take it back, decide anew, answer an appeal, recover by letter, return it.

Ordered through the control endpoints (an appeal or a letter travels by portal, fax or mail, which no file shows) or by the
plan book's shares. The results come in the next 835s and 277CA as from any payer.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from payers.sandbox.chance import happens
from payers.sandbox.claims import KnownClaim
from payers.sandbox.parts import Parts
from payers.sandbox.pay_run import INTEREST, OVERPAYMENT_RECOVERY, PayRun
from payers.sandbox.payer import UNPROCESSABLE, Payers


class NoSuchClaim(ValueError):
    """No payer here has decided a claim of that number."""


@dataclass(frozen=True)
class Appealed:
    """What a payer will say of an appeal, and when."""

    overturned: bool
    decided_at: datetime


class Reopenings:
    """Second decisions."""

    def __init__(self, parts: Parts, payers: Payers, pay_run: PayRun):
        self.parts, self.payers, self.pay_run = parts, payers, pay_run
        parts.schedule.register("reopen_claim", self.reopen_claim)
        parts.schedule.register("return_claim", self.return_claim)

    def find(self, number: str) -> KnownClaim:
        """The claim of that payer's number or patient control number. Raises NoSuchClaim."""
        row = self.parts.store.row(
            "SELECT id FROM claim WHERE payer_control_number = ?1 OR patient_control_number = ?1 ORDER BY payer_control_number = ?1 DESC, id DESC",
            number,
        )
        if row is None:
            raise NoSuchClaim(f"no payer here knows a claim {number}")
        return self.parts.claims.get(row["id"])

    def reverse(self, number: str, *, at: datetime, correct: bool = False, deferred: bool | None = None) -> None:
        """Take a decision back, and decide anew where `correct`; `deferred` takes the money from the next check (WO), None is the payer's habit."""
        self._order(self._decided(number), at, correct=correct, overturned=False, deferred=deferred)

    def appeal(self, number: str, *, at: datetime, overturned: bool | None = None) -> Appealed:
        """Answer an appeal after the book's time: as told, else by its share. One upheld leaves no trace in any file."""
        claim = self._decided(number)
        if overturned is None:
            overturned = happens(self.parts.book, self._overturned_share(claim), "appeal", claim.filed.patient_control_number)
        decided_at = self.parts.clock.after(at, self.parts.book.second_thoughts.appeal_after)
        if overturned:
            self._order(claim, decided_at, correct=True, overturned=True, deferred=None)
        return Appealed(overturned, decided_at)

    def recover(self, *, account: str, payer: str, payee: str, amount: Decimal, reference: str, interest: Decimal = Decimal(0)) -> None:
        """A takeback by letter: the next check is that much smaller, and tells nothing of the claim. Interest is paid to the provider."""
        to = {"account": account, "payer": payer, "payee": payee}
        self.pay_run.owe(**to, reason=OVERPAYMENT_RECOVERY, amount=amount, reference=reference)
        if interest:
            self.pay_run.owe(**to, reason=INTEREST, amount=-interest, reference=reference)

    def reopen_claim(self, *, at: datetime, claim: int, correct: bool, overturned: bool, deferred: bool | None) -> None:
        """The job: reversal, and correction where there is one, each a decision of its own."""
        known = self.parts.claims.get(claim)
        self.payers.take_back(known, at, deferred=deferred)
        if correct:
            self.payers.decide(known, at, overturned=overturned)

    def return_claim(self, *, at: datetime, claim: int) -> None:
        """The job: a claim accepted before is returned unread after all (A3 after A2)."""
        known = self.parts.claims.get(claim)
        if known.state == "received":
            self.parts.claims.reject(claim, UNPROCESSABLE, at=at)
            self.payers.send_claim_acknowledgement(at=at, payer=known.payer, claims=[claim])

    def _order(self, claim: KnownClaim, at: datetime, **how: bool | None) -> None:
        self.parts.schedule.add("reopen_claim", due_at=at, claim=claim.id, **how)

    def _decided(self, number: str) -> KnownClaim:
        claim = self.find(number)
        if self.parts.claims.standing_decision(claim.id) is None:
            raise NoSuchClaim(f"no decision stands on claim {number}")
        return claim

    def _overturned_share(self, claim: KnownClaim) -> float:
        """The book's share for the reason of the claim's first denied line."""
        decision = self.parts.claims.standing_decision(claim.id)
        reasons = [line.adjustments[0].reason for line in decision.lines if not line.allowed and line.adjustments]
        shares = self.parts.book.second_thoughts.overturned
        return next((shares[reason] for reason in reasons if reason in shares), shares["otherwise"])
