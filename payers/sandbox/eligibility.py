"""The 271 that answers a 270: is the member covered on that day, and what does the plan leave to the patient.

Used for batches (by the clearinghouse) and in real time (by the CORE exchange). It says what the plan book says; a
payer that is down refuses with AAA 42, a member it does not know with AAA 75, a number of the wrong shape with AAA 72.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from payers.sandbox.adjudicate import deductible_left
from payers.sandbox.claim_acknowledgement import payer_party
from payers.sandbox.parts import Parts
from payers.sandbox.plan_book import Plan
from payers.x12.eligibility import Benefit, EligibilityAnswer, EligibilityInquiry, EligibilityRequest, EligibilityResponse, Rejection
from payers.x12.model import Dated

PAYER_UNKNOWN, SYSTEM_DOWN = Rejection(code="79", follow_up="C"), Rejection(code="42", follow_up="R")
NUMBER_INVALID, MEMBER_UNKNOWN = Rejection(code="72", follow_up="C"), Rejection(code="75", follow_up="C")
ACTIVE, INACTIVE, COPAY, COINSURANCE, DEDUCTIBLE = "1", "6", "B", "A", "C"
WHOLE_PLAN, OFFICE_VISIT = ("30",), ("98",)
VISIT, YEAR, REMAINING = "27", "23", "29"
INSURANCE = {"medicare": "MB", "medicaid": "MC", "medicare_advantage": "HN", "commercial": "C1"}


class EligibilityAnswers:
    """Answers eligibility inquiries."""

    def __init__(self, parts: Parts, *, is_down: Callable[[str], bool]):
        self.claims, self.book, self.clock, self.is_down = parts.claims, parts.book, parts.clock, is_down

    def answer(self, request: EligibilityRequest, *, account: str, at: datetime) -> EligibilityResponse:
        """The 271: one answer per inquiry. `account` is part of every answerer's signature; members are no account's own."""
        local = at.astimezone(self.clock.zone)
        answers = tuple(self._answer(inquiry, local.date()) for inquiry in request.inquiries)
        return EligibilityResponse(reference=request.reference, date=local.date(), time=f"{local:%H%M}", answers=answers)

    def _answer(self, inquiry: EligibilityInquiry, today: date) -> EligibilityAnswer:
        plan = self.book.payers.get(inquiry.source.id)
        if plan is None or self.is_down(plan.id):
            return EligibilityAnswer(source=inquiry.source, rejections=(SYSTEM_DOWN if plan else PAYER_UNKNOWN,))
        known = {
            "source": payer_party(plan.name, plan.id),
            "receiver": inquiry.receiver,
            "subscriber": inquiry.subscriber,
            "dependent": inquiry.dependent,
            "relationship": inquiry.relationship,
            "traces": (("2", inquiry.trace, inquiry.trace_company),) if inquiry.trace else (),
        }
        refusal = self._refusal(inquiry.subscriber.id, plan)
        if refusal:
            return EligibilityAnswer(**known, rejections=(refusal,))
        asked = inquiry.date or today
        return EligibilityAnswer(**known, dates=(Dated("291", asked),), benefits=tuple(self._benefits(inquiry.subscriber.id, plan, asked)))

    def _refusal(self, member: str, plan: Plan) -> Rejection | None:
        life = self.book.life_of(member)
        if not re.search(plan.member, member):
            return NUMBER_INVALID
        return MEMBER_UNKNOWN if life and life.rejected else None

    def _benefits(self, member: str, plan: Plan, asked: date) -> list[Benefit]:
        life = self.book.life_of(member)
        insurance = INSURANCE[plan.kind]
        if life and life.denied and life.denied.reason == "27":
            return [Benefit(info=INACTIVE, service_types=WHOLE_PLAN, insurance=insurance, plan=plan.name)]
        benefits = [Benefit(info=ACTIVE, level="IND", service_types=WHOLE_PLAN, insurance=insurance, plan=plan.name)]
        if plan.copay:
            benefits.append(_share(COPAY, OFFICE_VISIT, period=VISIT, amount=plan.copay))
        if plan.coinsurance:
            benefits.append(_share(COINSURANCE, WHOLE_PLAN, percent=plan.coinsurance))
        if plan.deductible:
            met = self.claims.deductible_met(payer=plan.id, member=member, year=asked.year)
            left = deductible_left(member, plan, self.book, met)
            benefits += [
                _share(DEDUCTIBLE, WHOLE_PLAN, period=YEAR, amount=plan.deductible),
                _share(DEDUCTIBLE, WHOLE_PLAN, period=REMAINING, amount=left),
            ]
        return benefits


def _share(info: str, service_types: tuple[str, ...], *, period: str = "", amount: Decimal | None = None, percent: Decimal | None = None) -> Benefit:
    """One thing that the patient owes, for this one person and in the network."""
    return Benefit(info=info, level="IND", service_types=service_types, period=period, amount=amount, percent=percent, network="Y")
