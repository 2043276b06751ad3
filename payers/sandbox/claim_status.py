"""The 277 that answers a 276: where the payer has the claim, from the payer's own files.

Used for batches (by the clearinghouse) and in real time (by the CORE exchange). A payer that is down says E1; a claim
it does not know gives D0. Money is never told here beyond what STC repeats of the check.
"""

from collections.abc import Callable
from datetime import datetime

from payers.sandbox.claim_acknowledgement import payer_party
from payers.sandbox.claims import KnownClaim
from payers.sandbox.clock import parse_moment
from payers.sandbox.parts import Parts
from payers.x12.claim_status import Inquiry, Status, StatusCode, StatusEntry, StatusReport, StatusRequest
from payers.x12.model import Reference

VERSION = "005010X212"
NOT_FOUND = StatusCode("D0", "35", "")
IN_PROCESS = StatusCode("P1", "20", "PR")
AWAITING_PAYMENT = StatusCode("F0", "3", "PR")
PAID = StatusCode("F1", "65", "PR")
DENIED = StatusCode("F2", "1", "PR")
REVISED = StatusCode("F3", "1", "PR")
SYSTEM_DOWN = StatusCode("E1", "484", "PR")


class StatusAnswers:
    """Answers status requests."""

    def __init__(self, parts: Parts, *, is_down: Callable[[str], bool]):
        self.store, self.claims, self.book, self.clock, self.is_down = parts.store, parts.claims, parts.book, parts.clock, is_down

    def answer(self, request: StatusRequest, *, account: str, at: datetime) -> StatusReport:
        """The 277: one entry per claim found, one that says so where none is."""
        local = at.astimezone(self.clock.zone)
        entries = [entry for inquiry in request.inquiries for entry in self._entries(inquiry, account=account, at=at)]
        return StatusReport(reference=request.reference, date=local.date(), time=f"{local:%H%M}", version=VERSION, entries=tuple(entries))

    def _entries(self, inquiry: Inquiry, *, account: str, at: datetime) -> list[StatusEntry]:
        plan = self.book.payers.get(inquiry.source.id)
        today = self.clock.local_date(at)
        if plan is None or self.is_down(plan.id):
            return [self._entry(inquiry, Status(codes=(SYSTEM_DOWN if plan else NOT_FOUND,), date=today, amount=inquiry.amount), None)]
        found = self.claims.find(
            account=account, payer=plan.id, patient_control_number=inquiry.patient_control_number, payer_control_number=inquiry.payer_control_number
        )
        known = [claim for claim in found if claim.state not in ("forwarded", "lost")]
        if not known:
            return [self._entry(inquiry, Status(codes=(NOT_FOUND,), date=today, amount=inquiry.amount), None)]
        return [self._entry(inquiry, self._status(claim), claim) for claim in known]

    def _status(self, claim: KnownClaim) -> Status:
        on, charge = self.clock.local_date(claim.changed_at), claim.filed.charge
        if claim.rejection:
            code = StatusCode(claim.rejection.category, claim.rejection.status, claim.rejection.entity)
            return Status(codes=(code,), date=on, amount=charge)
        if claim.state in ("received", "decided"):
            return Status(codes=(IN_PROCESS if claim.state == "received" else AWAITING_PAYMENT,), date=on, amount=charge)
        if claim.state == "voided" or self.claims.standing_decision(claim.id) is None:
            return Status(codes=(REVISED,), date=on, amount=charge)
        last = self.claims.decisions(claim.id)[-1]
        check = self.store.row("SELECT * FROM remittance WHERE id = ?", last.remittance)
        paid_on = self.clock.local_date(parse_moment(check["paid_at"]))
        code = PAID if last.decision.paid or last.decision.patient_share else DENIED
        return Status(
            codes=(code,),
            date=on,
            amount=charge,
            paid=last.decision.paid,
            adjudicated_date=self.clock.local_date(last.decided_at),
            check_date=paid_on,
            check_number=check["trace"],
        )

    def _entry(self, inquiry: Inquiry, status: Status, claim: KnownClaim | None) -> StatusEntry:
        plan = self.book.payers.get(inquiry.source.id)
        number = claim.payer_control_number if claim else None
        return StatusEntry(
            level="claim",
            source=payer_party(plan.name, plan.id) if plan else inquiry.source,
            receiver=inquiry.receiver,
            provider=inquiry.provider,
            subscriber=inquiry.subscriber,
            dependent=inquiry.dependent,
            trace=inquiry.trace,
            patient_control_number=claim.filed.patient_control_number if claim else inquiry.patient_control_number,
            statuses=(status,),
            references=(Reference("1K", number),) if number else (),
            service_date=inquiry.service_date,
            service_end=inquiry.service_end,
        )
