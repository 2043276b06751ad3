"""The payers behind the clearinghouse: take claims in, decide them, pay.

Three jobs: `receive_claims` (the payer's 277CA), `decide_claim` (after the lag), `pay` (the pay run: one 835 to one payee
for all that is decided). Each runs in the schedule's transaction, at its own moment.
"""

from datetime import datetime
from decimal import Decimal

from payers.sandbox.adjudicate import Known, adjudicate
from payers.sandbox.chance import happens, lag, pick
from payers.sandbox.claim_acknowledgement import Verdict, claim_acknowledgement, payer_party
from payers.sandbox.claims import Claims, KnownClaim
from payers.sandbox.clock import Clock, stamp
from payers.sandbox.faults import Faults
from payers.sandbox.outbox import Outbox
from payers.sandbox.plan_book import Plan, PlanBook, Rejection
from payers.sandbox.remittance_835 import remittance, spoil
from payers.sandbox.schedule import Schedule
from payers.sandbox.store import Store
from payers.sandbox.writing import Letterhead

UNPROCESSABLE = Rejection("A3", "21", "")
REPLACED_CLAIM_UNKNOWN = Rejection("A3", "35", "")
REPLACES, VOIDS = "7", "8"


class Payers:
    """All payers of the plan book."""

    def __init__(self, *, store: Store, schedule: Schedule, outbox: Outbox, faults: Faults, clock: Clock, book: PlanBook, claims: Claims):
        self.store, self.schedule, self.outbox, self.faults = store, schedule, outbox, faults
        self.clock, self.book, self.claims = clock, book, claims
        self.letterhead = Letterhead(book, clock)
        schedule.register("receive_claims", self.receive_claims)
        schedule.register("send_claim_acknowledgement", self.send_claim_acknowledgement)
        schedule.register("decide_claim", self.decide_claim)
        schedule.register("pay", self.pay)

    def receive_claims(self, *, at: datetime, payer: str, claims: list[int]) -> None:
        """Take in the claims of one batch: number or reject each, start its lag, acknowledge them."""
        plan = self.book.payers[payer]
        refuse_batch = self.faults.take("rejected_file", kind="277CA", source=payer)
        arrived = [claim for claim in claims if not self._loses(claim, plan, at)]
        for claim in arrived:
            self._receive(self.claims.get(claim), plan, at, UNPROCESSABLE if refuse_batch else None)
        if arrived and plan.acknowledges:
            self._acknowledge(arrived, plan, at)

    def send_claim_acknowledgement(self, *, at: datetime, payer: str, claims: list[int]) -> None:
        """The payer's 277CA about these claims."""
        plan = self.book.payers[payer]
        known = [self.claims.get(claim) for claim in claims]
        local = at.astimezone(self.clock.zone)
        report = claim_acknowledgement(
            [Verdict(claim, claim.rejection) for claim in known],
            source=payer_party(plan.name, plan.id),
            reference=f"{plan.id}{self.store.next_number('payer acknowledgement'):09d}",
            on=local.date(),
            time=f"{local:%H%M}",
        )
        write = self.letterhead.writer(report, to=known[0].filed.submitter, at=at, sender=plan.id)
        self.outbox.send(account=known[0].account, kind="277CA", source=plan.id, write=write, at=at)

    def decide_claim(self, *, at: datetime, claim: int) -> None:
        """Decide a claim whose lag is over; it is paid with the next pay run."""
        known = self.claims.get(claim)
        plan = self.book.payers[known.payer]
        original = self._replaced(known)
        if original:
            self._take_back(original, at)
        if known.filed.frequency != VOIDS:
            self._decide(known, plan, at)
        self.claims.move(claim, "decided", at=at)
        self._order_payment(known, plan, at)

    def pay(self, *, at: datetime, account: str, payer: str, payee: str) -> None:
        """The pay run: one 835 for everything decided and not yet paid."""
        due = self.claims.to_pay(account=account, payer=payer, payee=payee)
        if not due:
            return
        plan = self.book.payers[payer]
        trace = f"{self.store.next_number('trace') + 770_043_000:010d}"
        check = remittance(due, plan=plan, paid_on=self.clock.local_date(at), trace=trace, day=self.clock.local_date)
        paid = self.store.execute(
            "INSERT INTO remittance (account, payer, payee, trace, amount, paid_at) VALUES (?, ?, ?, ?, ?, ?)",
            account,
            payer,
            payee,
            trace,
            str(check.payment_amount),
            stamp(at),
        )
        for adjudication in due:
            self.store.execute("UPDATE adjudication SET remittance = ? WHERE id = ?", paid, adjudication.id)
            self.claims.move(adjudication.claim.id, "paid", at=at)
        if fault := self.faults.take("unbalanced_835", source=payer):
            check = spoil(check, level=fault.params.get("level", "claim"), by=Decimal(fault.params.get("by", "0.01")))
        write = self.letterhead.writer(check, to=due[0].claim.filed.submitter, at=at, sender=payer)
        self.outbox.send(account=account, kind="835", source=payer, write=write, at=at)

    def _loses(self, claim: int, plan: Plan, at: datetime) -> bool:
        lost = self.faults.take("lost_claim", source=plan.id)
        if lost:
            self.claims.move(claim, "lost", at=at)
        return bool(lost)

    def _receive(self, claim: KnownClaim, plan: Plan, at: datetime, refusal: Rejection | None) -> None:
        rejection = refusal or self._rejection(claim, plan)
        if rejection:
            self.claims.reject(claim.id, rejection, at=at)
            return
        self.claims.take_in(claim.id, self._claim_number(plan, at), at=at)
        self.schedule.add("decide_claim", due_at=self.clock.after(at, self._lag(claim, plan)), claim=claim.id)

    def _rejection(self, claim: KnownClaim, plan: Plan) -> Rejection | None:
        """Why the payer returns a claim unread, if it does."""
        filed, life = claim.filed, self.book.life_of(claim.filed.member)
        if life and life.rejected:
            return life.rejected
        if filed.frequency in (REPLACES, VOIDS) and not self._replaced(claim):
            return REPLACED_CLAIM_UNKNOWN
        if filed.frequency == "1" and happens(self.book, plan.rejected_share, "rejected", filed.patient_control_number):
            return pick(self.book, self.book.rejections, "rejection", filed.patient_control_number).rejected
        return None

    def _acknowledge(self, claims: list[int], plan: Plan, at: datetime) -> None:
        """Send the 277CA now, or, where the fault says so, one unit after the last of these claims is paid."""
        late = self.faults.take("late_277ca", source=plan.id)
        if not late:
            self.send_claim_acknowledgement(at=at, payer=plan.id, claims=claims)
            return
        slowest = max(self._lag(self.claims.get(claim), plan) for claim in claims)
        paid_at = self.clock.next_run(self.clock.after(at, slowest), plan.pays_every)
        self.schedule.add("send_claim_acknowledgement", due_at=self.clock.after(paid_at, 1), payer=plan.id, claims=claims)

    def _lag(self, claim: KnownClaim, plan: Plan) -> float:
        life = self.book.life_of(claim.filed.member)
        return lag(self.book, plan.lag, "lag", claim.filed.patient_control_number) + (life.pends if life else 0)

    def _replaced(self, claim: KnownClaim) -> KnownClaim | None:
        """The claim that a replacement or void names by the payer's number."""
        filed = claim.filed
        if filed.frequency not in (REPLACES, VOIDS) or not filed.original_reference:
            return None
        found = self.claims.find(account=claim.account, payer=claim.payer, payer_control_number=filed.original_reference)
        return found[0] if found else None

    def _take_back(self, original: KnownClaim, at: datetime) -> None:
        """Reverse the decision that stands on a claim, if one does."""
        standing = self.claims.standing_decision(original.id)
        if standing:
            self.claims.add_decision(original.id, standing.reversed(), at=at)
            self._meet_deductible(original, -standing.deductible())

    def _decide(self, claim: KnownClaim, plan: Plan, at: datetime) -> None:
        filed = claim.filed
        known = Known(
            received=self.clock.local_date(claim.received_at),
            lines=self.claims.lines_in_hand(filed, account=claim.account, other_than=claim.id),
            deductible_met=self.claims.deductible_met(payer=claim.payer, member=filed.member, year=_year(claim)),
        )
        decision = adjudicate(filed, plan, self.book, known)
        self.claims.add_decision(claim.id, decision, at=at)
        self._meet_deductible(claim, decision.deductible())

    def _meet_deductible(self, claim: KnownClaim, amount: Decimal) -> None:
        if amount:
            self.claims.meet_deductible(amount, payer=claim.payer, member=claim.filed.member, year=_year(claim))

    def _order_payment(self, claim: KnownClaim, plan: Plan, at: datetime) -> None:
        """Have the payee paid by the next run; one job a run, however many claims it pays."""
        run = self.clock.next_run(at, plan.pays_every)
        payee = claim.filed.payee_npi or claim.filed.payee_tax_id
        key = f"pay {claim.account} {plan.id} {payee} {stamp(run)}"
        self.schedule.add("pay", due_at=run, once_key=key, account=claim.account, payer=plan.id, payee=payee)

    def _claim_number(self, plan: Plan, at: datetime) -> str:
        day = self.clock.local_date(at)
        number = self.store.next_number(f"claim of {plan.id}")
        return plan.claim_number.format(yy=f"{day:%y}", ddd=f"{day:%j}", n=number)


def _year(claim: KnownClaim) -> int:
    days = claim.filed.service_dates
    return days[0].year if days else claim.received_at.year
