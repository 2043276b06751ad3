"""A denial that came by a remittance, and appeals of it in each state."""

from datetime import date, datetime
from decimal import Decimal

from claims.models import Appeal, ClaimStatus, Denial
from claims.services.approve_appeal import approve_appeal, ask_approval
from claims.services.load_letter_templates import load_letter_templates
from claims.services.open_appeal import open_appeal
from claims.services.send_appeal import Sending, mark_appeal_sent
from claims.services.write_letter import write_letter
from config.shared.services import jobs
from tests.factories.claims import NOW, Cast
from tests.factories.payers import AppealLevelFactory
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim
from tests.factories.shared import AdminFactory

SENT_ON = date(2026, 11, 23)
TEXT = "The injection was separate from the visit. Please pay it."


def make_cast() -> Cast:
    """A payer with a contract and two levels of dispute; the default letters and table."""
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    AppealLevelFactory(payer=cast.payer, level=2, name="Second level appeal", kind="appeal", days=180, presumed_receipt_days=5)
    cast.payer.appeals_address = "Claim Disputes, PO Box 12, Mobile, AL 36601"
    cast.payer.save()
    load_letter_templates()
    return cast


def make_denial(cast: Cast | None = None, *, reason: str = "50", remarks=("N115",), **fields) -> Denial:
    """A visit of 180.00 paid with 150.00 allowed, and its injection of 150.00 denied. The claim was accepted by the payer."""
    cast = cast or make_cast()
    claim = sent_claim(cast, **fields)
    claim.filing_proof_date, claim.filing_proof_number, claim.sent_at = date(2026, 11, 5), "GS26163", NOW
    claim.save()
    visit, injection = claim.lines.order_by("ordinal")
    received(check_of(cast.payer, answers(
        claim, pays(visit, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")), pays(injection, "0.00", ("CO", reason, "150.00"), remarks=remarks),
    )))
    assert claim.status == ClaimStatus.ACCEPTED
    return Denial.objects.get(claim=claim)


def make_appeal(denial: Denial | None = None, *, actor=None, at: datetime = NOW) -> Appeal:
    """A draft whose letter has no gaps."""
    denial = denial or make_denial()
    actor = actor or denial.claim.encounter.entered_by
    appeal = open_appeal(denial=denial, actor=actor, at=at)
    write_letter(appeal=appeal, subject="Dispute", body=TEXT, actor=actor, at=at)
    appeal.refresh_from_db()
    return appeal


def approved(appeal: Appeal | None = None, *, at: datetime = NOW) -> Appeal:
    """Approved by somebody else, with its packet."""
    appeal = appeal or make_appeal()
    ask_approval(appeal=appeal, actor=appeal.opened_by, at=at)
    appeal = approve_appeal(appeal=appeal, actor=AdminFactory(), at=at)
    jobs.run_due()
    appeal.refresh_from_db()
    return appeal


def sent(appeal: Appeal | None = None, *, at: datetime = NOW, on: date = SENT_ON) -> Appeal:
    """Sent by the payer's portal."""
    appeal = approved(appeal, at=at)
    return mark_appeal_sent(appeal=appeal, sending=Sending("portal", "PR-4471", on), actor=appeal.opened_by, at=at)


def owed(denial: Denial) -> Decimal:
    """What the payer still owes on the claim, as the claim says."""
    denial.claim.refresh_from_db()
    return denial.claim.open_amount
