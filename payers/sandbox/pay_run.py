"""The pay run: one 835 to one payee for everything a payer has decided and not yet paid, and what it takes or gives besides.

One job, `pay`. Provider adjustments (PLB) that wait go with the next check; a check that would fall below nothing is
nothing, and the rest waits as a forwarded balance (FB). Source: X12 005010X221A1, BPR02 = sum CLP04 - sum PLB.
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from payers.sandbox.claims import Adjudication, KnownClaim
from payers.sandbox.clock import stamp
from payers.sandbox.decision import REVERSED
from payers.sandbox.parts import Parts
from payers.sandbox.plan_book import Plan
from payers.sandbox.remittance_835 import remittance, spoil
from payers.x12.set_835.model import ProviderAdjustment, Remittance

ZERO = Decimal(0)
OVERPAYMENT_RECOVERY, FORWARDED_BALANCE, INTEREST = "WO", "FB", "L6"
FIRST_TRACE = 770_043_000
GATHERED = "payments gathered over"


class PayRun:
    """Pays for all payers."""

    def __init__(self, parts: Parts):
        self.parts, self.store, self.claims = parts, parts.store, parts.claims
        parts.schedule.register("pay", self.pay)

    def order(self, claim: KnownClaim, plan: Plan, at: datetime) -> datetime:
        """Have the payee of a claim paid by the next run; one job a run, however many claims it pays."""
        run = self.parts.clock.next_run(at, max(plan.pays_every, float(self.store.setting(GATHERED) or 0)))
        payee = claim.filed.payee
        key = f"pay {claim.account} {plan.id} {payee} {stamp(run)}"
        self.parts.schedule.add("pay", due_at=run, once_key=key, account=claim.account, payer=plan.id, payee=payee)
        return run

    def owe(self, *, account: str, payer: str, payee: str, reason: str, amount: Decimal, reference: str) -> None:
        """Have an amount stand in the PLB of the payee's next check; positive takes, negative gives."""
        self.store.execute(
            "INSERT INTO provider_adjustment (account, payer, payee, reason, amount, reference) VALUES (?, ?, ?, ?, ?, ?)",
            *(account, payer, payee, reason, str(amount), reference),
        )

    def pay(self, *, at: datetime, account: str, payer: str, payee: str) -> None:
        """One check, or nothing where nothing is decided."""
        due = self.claims.to_pay(account=account, payer=payer, payee=payee, at=at)
        if not due:
            return
        to = {"account": account, "payer": payer, "payee": payee}
        plan, today = self.parts.book.payers[payer], self.parts.clock.local_date(at)
        waiting = self.store.rows(
            "SELECT * FROM provider_adjustment WHERE remittance IS NULL AND account = ? AND payer = ? AND payee = ? ORDER BY id", *to.values()
        )
        adjustments = [self._provider_adjustment(payee, row["reason"], Decimal(row["amount"]), row["reference"], today) for row in waiting]
        adjustments += self._deferred(due, to, today)
        adjustments += self._forwarded_balance(due, adjustments, to, today)
        check = remittance(due, book=self.parts.book, paid_on=today, day=self.parts.clock.local_date, provider_adjustments=tuple(adjustments))
        check = replace(check, trace=self._trace(check, payer))
        self._record(check, due, [row["id"] for row in waiting], to, at)
        self._send(check, due[0].claim, plan, at)

    def _deferred(self, due: list[Adjudication], to: dict, today: date) -> list[ProviderAdjustment]:
        """Reversals that this check must not feel: given back here, taken from the next one, under the claim's number."""
        found = []
        for adjudication in due:
            if adjudication.decision.status == REVERSED and adjudication.deferred:
                amount, reference = adjudication.decision.paid, adjudication.claim.payer_control_number
                found.append(self._provider_adjustment(to["payee"], OVERPAYMENT_RECOVERY, amount, reference, today))
                self.owe(**to, reason=OVERPAYMENT_RECOVERY, amount=-amount, reference=reference)
        return found

    def _forwarded_balance(self, due: list[Adjudication], adjustments: list[ProviderAdjustment], to: dict, today: date) -> list[ProviderAdjustment]:
        """What a check below nothing leaves for the next one."""
        amount = sum((item.decision.paid for item in due), ZERO) - sum((item.amount for item in adjustments), ZERO)
        if amount >= 0:
            return []
        reference = f"FB{self.store.next_number('forwarded balance'):08d}"
        self.owe(**to, reason=FORWARDED_BALANCE, amount=-amount, reference=reference)
        return [self._provider_adjustment(to["payee"], FORWARDED_BALANCE, amount, reference, today)]

    def _provider_adjustment(self, payee: str, reason: str, amount: Decimal, reference: str, today: date) -> ProviderAdjustment:
        return ProviderAdjustment(reason=reason, amount=amount, reference=reference, provider_id=payee, fiscal_date=date(today.year, 12, 31))

    def _trace(self, check: Remittance, payer: str) -> str:
        """The check's number; a payer that reuses the number of its zero payments does so when the fault says it."""
        if not check.payment_amount and self.parts.faults.take("reused_trace", source=payer):
            last = self.store.row("SELECT trace FROM remittance WHERE payer = ? AND amount = '0.00' ORDER BY id DESC", payer)
            if last:
                return last["trace"]
        return f"{FIRST_TRACE + self.store.next_number('trace'):010d}"

    def _record(self, check: Remittance, due: list[Adjudication], waiting: list[int], to: dict, at: datetime) -> None:
        paid = self.store.execute(
            "INSERT INTO remittance (account, payer, payee, trace, amount, paid_at) VALUES (?, ?, ?, ?, ?, ?)",
            *(*to.values(), check.trace, f"{check.payment_amount:.2f}", stamp(at)),
        )
        for adjudication in due:
            self.claims.pay(adjudication, remittance=paid, at=at)
        for adjustment in waiting:
            self.store.execute("UPDATE provider_adjustment SET remittance = ? WHERE id = ?", paid, adjustment)

    def _send(self, check: Remittance, claim: KnownClaim, plan: Plan, at: datetime) -> None:
        if fault := self.parts.faults.take("unbalanced_835", source=plan.id):
            check = spoil(check, level=fault.params.get("level", "claim"), by=Decimal(fault.params.get("by", "0.01")))
        self.parts.send(check, kind="835", source=plan.id, to=claim.filed.submitter, account=claim.account, at=at)
