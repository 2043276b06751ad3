"""Visits ready to be claimed, and claims in any state, for the tests of claims."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from billing.models import Account, Charge, Encounter, EncounterDiagnosis, EncounterPayer, Purpose
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from claims.models import Claim, ClaimStatus
from claims.services.build_claims import build_claims
from config.practice.models import BillingProvider, Facility, Provider
from config.shared.models import User
from patients.models import Coverage, Patient
from payers.models import Payer, PlaceOfService
from tests.factories.payers import DiagnosisCodeFactory, PayerFactory
from tests.factories.practice import BillingProviderFactory, FacilityFactory, ProviderFactory
from tests.factories.shared import BillerFactory

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
SERVICE_DATE = date(2026, 11, 2)
_numbers = count(1)


@dataclass
class Cast:
    """The practice and the payer that visits share."""

    payer: Payer = field(default_factory=PayerFactory)
    billing_provider: BillingProvider = field(default_factory=BillingProviderFactory)
    rendering_provider: Provider = field(default_factory=ProviderFactory)
    biller: User = field(default_factory=BillerFactory)
    facility: Facility = None

    def __post_init__(self) -> None:
        self.facility = self.facility or FacilityFactory(billing_provider=self.billing_provider)
        PlaceOfService.objects.get_or_create(code="11", defaults={"name": "Office", "medicare_rate": "nonfacility"})
        DiagnosisCodeFactory(code="M25561", description="Pain in right knee")
        DiagnosisCodeFactory(code="I10", description="High blood pressure")


def make_patient(**fields) -> Patient:
    number = next(_numbers)
    return Patient.objects.create(**{
        "account_number": f"P{number:06d}", "last_name": "Marlow", "first_name": "Ada", "birth_date": date(1961, 5, 14), "sex": "F",
        "street": "14 Quarry Road", "city": "Fairhope", "state": "AL", "zip_code": "36532", **fields,
    })


def make_coverage(patient: Patient, payer: Payer, **fields) -> Coverage:
    return Coverage.objects.create(**{
        "patient": patient, "payer": payer, "member_id": f"XYZ{next(_numbers):06d}", "group_number": "GRP77", "valid_from": date(2025, 1, 1), **fields,
    })


def make_visit(
    cast: Cast, *, patient: Patient | None = None, coverages: list[Coverage] | None = None, diagnoses=("M25561", "I10"),
    charges=(("99214", ["25"], "1", "180.00", [1, 2]), ("20610", ["RT"], "1", "150.00", [1])), **fields,
) -> Encounter:
    """An entered visit: diagnoses, charges posted to the ledger, order of payers. Charges are (code, modifiers, units, amount, pointers)."""
    patient = patient or make_patient()
    coverages = [make_coverage(patient, cast.payer)] if coverages is None else coverages
    encounter = Encounter.objects.create(**{
        "number": f"E{next(_numbers):06d}", "patient": patient, "service_date": SERVICE_DATE, "facility": cast.facility, "place_of_service": "11",
        "billing_provider": cast.billing_provider, "rendering_provider": cast.rendering_provider, "entered_by": cast.biller, "entered_at": NOW, **fields,
    })
    EncounterDiagnosis.objects.bulk_create(EncounterDiagnosis(encounter=encounter, ordinal=ordinal, code=code) for ordinal, code in enumerate(diagnoses, 1))
    EncounterPayer.objects.bulk_create(
        EncounterPayer(encounter=encounter, rank=rank, coverage=coverage, created_at=NOW) for rank, coverage in enumerate(coverages, 1)
    )
    made = Charge.objects.bulk_create(_charge(encounter, ordinal, *charge) for ordinal, charge in enumerate(charges, 1))
    payer = coverages[0].payer if coverages else None
    post_transactions((_posting(charge, payer) for charge in made if charge.amount), actor=None, at=NOW)
    return encounter


def _charge(encounter: Encounter, ordinal: int, code: str, modifiers: list[str], units: str, amount: str, pointers: list[int]) -> Charge:
    return Charge(
        encounter=encounter, ordinal=ordinal, procedure_code=code, modifiers=modifiers, units=Decimal(units), pointers=pointers,
        unit_price=Decimal(amount) / Decimal(units), amount=Decimal(amount),
    )


def _posting(charge: Charge, payer: Payer | None) -> NewTransaction:
    encounter = charge.encounter
    owner = {"charge_id": charge.pk, "patient_id": encounter.patient_id, "payer_id": payer.pk if payer else None}
    owed = Entry(Account.OWED_BY_PAYER if payer else Account.OWED_BY_PATIENT, charge.amount, rank=1 if payer else None, **owner)
    return NewTransaction(Purpose.CHARGE, f"charge {charge.pk}", "encounter", encounter.pk, [owed, Entry(Account.CHARGES, -charge.amount, **owner)])


def make_claim(cast: Cast, *, at: datetime = NOW, **fields) -> Claim:
    """A claim that was built and scrubbed from a visit."""
    (claim,) = build_claims([make_visit(cast, **fields).pk], at=at, actor=cast.biller)
    return claim


def make_claims(cast: Cast, number: int, *, at: datetime = NOW, **fields) -> list[Claim]:
    """Several, each of another patient unless it is given."""
    return build_claims([make_visit(cast, **fields).pk for _ in range(number)], at=at, actor=cast.biller)


def put_in(claim: Claim, status: ClaimStatus, **fields) -> Claim:
    """Set a state without the way to it, for tests of what comes after."""
    Claim.objects.filter(pk=claim.pk).update(status=status, **fields)
    claim.refresh_from_db()
    return claim
