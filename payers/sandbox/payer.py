"""The payers behind the clearinghouse: take claims in, acknowledge them, decide them, send them on.

Jobs: `receive_claims` (number or reject each; the payer's 277CA) and `decide_claim` (after the lag). What is decided is
paid by `pay_run`; what is decided anew afterwards comes from `reopenings`. Each job is one transaction at its own moment.
"""

from datetime import datetime
from decimal import Decimal

from payers.sandbox.adjudicate import Known, adjudicate
from payers.sandbox.chance import happens, lag, pick
from payers.sandbox.claim_acknowledgement import Verdict, claim_acknowledgement, payer_party
from payers.sandbox.claims import KnownClaim
from payers.sandbox.crossover import crossover_of, forwarded, with_remarks
from payers.sandbox.decision import Decision
from payers.sandbox.parts import Parts
from payers.sandbox.pay_run import PayRun
from payers.sandbox.plan_book import Crossover, Plan, Rejection

UNPROCESSABLE = Rejection("A3", "21", "")
REPLACED_CLAIM_UNKNOWN = Rejection("A3", "35", "")
REPLACES, VOIDS = "7", "8"


class Payers:
    """All payers of the plan book."""

    def __init__(self, parts: Parts, pay_run: PayRun):
        self.parts, self.claims, self.book = parts, parts.claims, parts.book
        self.clock, self.faults, self.schedule, self.pay_run = parts.clock, parts.faults, parts.schedule, pay_run
        self.schedule.register("receive_claims", self.receive_claims)
        self.schedule.register("send_claim_acknowledgement", self.send_claim_acknowledgement)
        self.schedule.register("decide_claim", self.decide_claim)

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
            reference=f"{plan.id}{self.parts.store.next_number('payer acknowledgement'):09d}",
            on=local.date(),
            time=f"{local:%H%M}",
        )
        self.parts.send(report, kind="277CA", source=plan.id, to=known[0].filed.submitter, account=known[0].account, at=at)

    def decide_claim(self, *, at: datetime, claim: int) -> None:
        """Decide a claim whose lag is over; it is paid with the next pay run. One replaced or returned meanwhile is left."""
        known = self.claims.get(claim)
        if known.state != "received":
            return
        if original := self._replaced(known):
            self.take_back(original, at)
        if known.filed.frequency == VOIDS:
            self.claims.move(claim, "voided", at=at)
        else:
            self.decide(known, at)
            self._think_again(known, at)

    def decide(self, claim: KnownClaim, at: datetime, *, overturned: bool = False) -> None:
        """Decide on what the payer knows now, for the next pay run; `overturned` waives every reason to refuse."""
        filed, plan = claim.filed, self.book.payers[claim.payer]
        known = Known(
            received=self.clock.local_date(claim.received_at),
            lines=self.claims.lines_in_hand(filed, account=claim.account, other_than=claim.id),
            deductible_met=self.claims.deductible_met(payer=claim.payer, member=filed.member, year=filed.year),
        )
        decision = adjudicate(filed, plan, self.book, known, overturned=overturned)
        crossover = crossover_of(filed, decision, self.book)
        decision = with_remarks(decision, crossover, filed, self.book)
        payable_at = self._forward(claim, decision, crossover, at) if crossover else at
        self.claims.add_decision(claim.id, decision, at=at, payable_at=payable_at)
        self.claims.move(claim.id, "decided", at=at)
        self._meet_deductible(claim, decision.deductible())
        self.pay_run.order(claim, plan, payable_at)

    def take_back(self, original: KnownClaim, at: datetime, *, deferred: bool | None = None) -> None:
        """Reverse the decision that stands on a claim, by the payer's habit or as told; one not decided yet will not be."""
        plan = self.book.payers[original.payer]
        standing = self.claims.standing_decision(original.id)
        if standing:
            deferred = plan.defers_reversals if deferred is None else deferred
            self.claims.add_decision(original.id, standing.reversed(), at=at, payable_at=at, deferred=deferred)
            self._meet_deductible(original, -standing.deductible())
            self.pay_run.order(original, plan, at)
        elif original.state == "received":
            self.claims.move(original.id, "voided", at=at)

    def _forward(self, claim: KnownClaim, decision: Decision, crossover: Crossover, at: datetime) -> datetime:
        """Send a decided claim to the next payer; when the first payer's own check may go out (later, where the fault says)."""
        first = self.faults.take("crossover_first", source=claim.payer)
        if not self.book.chance or happens(self.book, crossover.arrives, "crossover", claim.filed.patient_control_number):
            arrives_at = at if first else self.clock.after(at, crossover.after)
            copy = self.claims.add(forwarded(claim.filed, decision, crossover), account=claim.account, at=at)
            next_plan = self.book.payers[crossover.to]
            self.claims.take_in(copy, self._claim_number(next_plan, arrives_at), at=arrives_at)
            self.schedule.add("decide_claim", due_at=arrives_at, claim=copy)
        return self.clock.after(at, first.params.get("by", 2)) if first else at

    def _think_again(self, claim: KnownClaim, at: datetime) -> None:
        """By the book's share, have the decision taken back later."""
        thoughts, number = self.book.second_thoughts, claim.filed.patient_control_number
        if happens(self.book, thoughts.reversed_share, "reversed", number):
            correct = happens(self.book, thoughts.corrected_share, "corrected", number)
            due_at = self.clock.after(at, thoughts.reversed_after)
            self.schedule.add("reopen_claim", due_at=due_at, claim=claim.id, correct=correct, overturned=True, deferred=None)

    def _loses(self, claim: int, plan: Plan, at: datetime) -> bool:
        """Whether the claim never arrives: by a fault, or by the share that the book gives."""
        number = self.claims.get(claim).filed.patient_control_number
        lost = self.faults.take("lost_claim", source=plan.id) or happens(self.book, self.book.second_thoughts.lost_share, "lost", number)
        if lost:
            self.claims.move(claim, "lost", at=at)
        return bool(lost)

    def _receive(self, claim: KnownClaim, plan: Plan, at: datetime, refusal: Rejection | None) -> None:
        rejection = refusal or self._rejection(claim, plan)
        if rejection:
            self.claims.reject(claim.id, rejection, at=at)
            return
        units = self._lag(claim, plan)
        self.claims.take_in(claim.id, self._claim_number(plan, at), at=at)
        self.schedule.add("decide_claim", due_at=self.clock.after(at, units), claim=claim.id)
        if happens(self.book, self.book.second_thoughts.returned_share, "returned", claim.filed.patient_control_number):
            self.schedule.add("return_claim", due_at=self.clock.after(at, units / 2), claim=claim.id)

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

    def _meet_deductible(self, claim: KnownClaim, amount: Decimal) -> None:
        if amount:
            self.claims.meet_deductible(amount, payer=claim.payer, member=claim.filed.member, year=claim.filed.year)

    def _claim_number(self, plan: Plan, at: datetime) -> str:
        day = self.clock.local_date(at)
        number = self.parts.store.next_number(f"claim of {plan.id}")
        return plan.claim_number.format(yy=f"{day:%y}", ddd=f"{day:%j}", n=number)
