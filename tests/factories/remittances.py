"""835s that the payers of the tests send: values of the codec, written as files and received like any other."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from claims.models import Claim, ClaimLine, ClaimStatus, ClaimSubmission, Remittance
from claims.services.load_adjustment_rules import load_adjustment_rules
from config.practice.models import BillingProvider
from payers import x12
from payers.models import FeeScheduleKind, InboundFile, Payer
from payers.services.receive_bytes import receive_bytes
from payers.x12 import set_835
from payers.x12.model import Adjustment, Reference, organisation, person
from tests.factories.claims import NOW, Cast, make_claim, put_in
from tests.factories.payers import AppealLevelFactory, FeeScheduleFactory, FeeScheduleItemFactory, FeeScheduleVersionFactory

PAID_ON = date(2026, 11, 20)
SENT_AT = datetime(2026, 11, 20, 6, 12, tzinfo=UTC)
_controls = count(1)
CAS = tuple[str, str, str]


def make_terms(payer: Payer, prices: dict[str, str], *, days: int = 60) -> None:
    """A contract with these allowed amounts, and a first level of dispute."""
    schedule = FeeScheduleFactory(kind=FeeScheduleKind.CONTRACT)
    version = FeeScheduleVersionFactory(schedule=schedule)
    for code, price in prices.items():
        FeeScheduleItemFactory(version=version, procedure_code=code, unit_price=Decimal(price))
    payer.contract = schedule
    payer.save()
    AppealLevelFactory(payer=payer, level=1, name="Reconsideration", kind="reconsideration", days=days)


def make_table() -> None:
    """The default classification table."""
    load_adjustment_rules()


def sent_claim(cast: Cast, **fields) -> Claim:
    """A claim that the payer has accepted."""
    return put_in(make_claim(cast, **fields), ClaimStatus.ACCEPTED)


def number_of(claim: Claim) -> str:
    """The patient control number under which the claim went out."""
    return ClaimSubmission.objects.filter(claim=claim).order_by("-ordinal").values_list("patient_control_number", flat=True)[0]


def pays(line: ClaimLine, paid: str, *adjustments: CAS, remarks: Sequence[str] = (), **fields) -> set_835.ServicePayment:
    """An SVC that answers a line of ours by its control number."""
    return set_835.ServicePayment(**{
        "procedure": line.procedure_code, "modifiers": tuple(line.modifiers), "charge": line.billed_amount, "paid": Decimal(paid), "units": line.units,
        "service_date": line.claim.service_date, "adjustments": cas(*adjustments), "references": (Reference("6R", line.control_number),),
        "remarks": tuple(remarks), **fields,
    })


def cas(*adjustments: CAS) -> tuple[Adjustment, ...]:
    """Triplets from ("CO", "45", "30.00")."""
    return tuple(Adjustment(group, reason, Decimal(amount)) for group, reason, amount in adjustments)


def answers(claim: Claim, *lines: set_835.ServicePayment, status: str = "1", **fields) -> set_835.ClaimPayment:
    """A CLP that answers a claim of ours; its amounts are the sums of its lines unless told otherwise."""
    adjustments = [item for line in lines for item in line.adjustments] + list(fields.get("adjustments", ()))
    paid = sum((line.paid for line in lines), Decimal(0)) - sum((item.amount for item in fields.get("adjustments", ())), Decimal(0))
    patient, member = claim.patient, claim.coverage.member_id
    return set_835.ClaimPayment(**{
        "patient_control_number": number_of(claim), "status": status, "charge": claim.billed_amount, "paid": paid,
        "patient_responsibility": sum((item.amount for item in adjustments if item.group == "PR"), Decimal(0)), "payer_control_number": f"ICN{claim.pk}",
        "patient": person(patient.last_name.upper(), patient.first_name.upper(), id_qualifier="MI", id=member), "lines": lines, **fields,
    })


def check_of(payer: Payer, *claims: set_835.ClaimPayment, **fields) -> set_835.Remittance:
    """A check that pays these claims to the tests' billing provider; it balances unless told otherwise."""
    number = next(_controls)
    taken = sum((item.amount for item in fields.get("provider_adjustments", ())), Decimal(0))
    amount = sum((claim.paid for claim in claims), Decimal(0)) - taken
    payee = BillingProvider.objects.first()
    return set_835.Remittance(**{
        "payment_amount": amount, "payment_method": "ACH" if amount else "NON", "payment_date": PAID_ON, "trace": f"EFT{number:06d}",
        "payer_trace_id": "1630000101", "payer": organisation(payer.name.upper(), id_qualifier="XV", id=payer.electronic_id),
        "payee": organisation(payee.name.upper(), id_qualifier="XX", id=payee.npi, references=(Reference("TJ", payee.tax_id),)), "claims": claims,
        **fields,
    })


def file_of(*checks: set_835.Remittance) -> bytes:
    """The file that carries these checks."""
    number = next(_controls)
    envelope = x12.Envelope(
        sender_qualifier="ZZ", sender="SANDBOX", receiver_qualifier="ZZ", receiver="LARKFIELD", control=number, usage="T", at=SENT_AT,
        group_sender="SANDBOX", group_receiver="LARKFIELD", group_control=number,
    )
    return x12.write(envelope, list(checks))


def receive(*checks: set_835.Remittance, at: datetime = NOW) -> InboundFile:
    """Receive a file with these checks."""
    return receive_bytes(data=file_of(*checks), name="remittance.835", source="upload", connection=None, at=at)


def received(*checks: set_835.Remittance, at: datetime = NOW) -> Remittance:
    """Receive a file and return the row of its last check."""
    file = receive(*checks, at=at)
    return Remittance.objects.filter(inbound_transaction__file=file).order_by("inbound_transaction__ordinal").last()
