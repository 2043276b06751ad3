"""What visits of these tests share: a practice, a charge master with three prices, two diagnoses, a payer, a patient with coverage."""

from dataclasses import dataclass, field
from decimal import Decimal

from config.practice.models import Facility, Provider
from patients.models import Coverage
from payers.models import FeeScheduleVersion, PlaceOfService
from tests.factories.patients import CoverageFactory
from tests.factories.payers import DiagnosisCodeFactory, FeeScheduleItemFactory, FeeScheduleVersionFactory
from tests.factories.practice import FacilityFactory, ProviderFactory


@dataclass
class Cast:
    facility: Facility = field(default_factory=FacilityFactory)
    provider: Provider = field(default_factory=ProviderFactory)
    coverage: Coverage = field(default_factory=lambda: CoverageFactory(payer__name="Blue Plan"))
    prices: FeeScheduleVersion = field(default_factory=FeeScheduleVersionFactory)

    def __post_init__(self) -> None:
        PlaceOfService.objects.get_or_create(code="11", defaults={"name": "Office", "medicare_rate": "nonfacility"})
        PlaceOfService.objects.get_or_create(code="22", defaults={"name": "Outpatient hospital", "medicare_rate": "facility"})
        for code, words, dollars in (("99213", "Office visit, 20 min", 140), ("20610", "Joint injection, large", 150), ("36415", "Blood draw", 12)):
            FeeScheduleItemFactory(version=self.prices, procedure_code=code, description=words, unit_price=Decimal(dollars))
        DiagnosisCodeFactory(code="M1711", description="Arthritis of the right knee")
        DiagnosisCodeFactory(code="I10", description="High blood pressure")
        DiagnosisCodeFactory(code="M17", description="Arthritis of the knee", billable=False)

    @property
    def patient(self):
        return self.coverage.patient

    def typed(self, **changes) -> dict:
        """A visit as keyed: two diagnoses, a visit with 25 and an injection of two units."""
        data = {
            "key": "one", "patient": str(self.patient.public_id), "service_date": "10/12/2026", "facility": self.facility.pk, "place_of_service": "",
            "rendering_provider": self.provider.pk, "referring_provider": "", "accident_kind": "", "bills_insurance": "on",
            "dx0-code": "M17.11", "dx1-code": "i10",
            "line0-procedure_code": "99213", "line0-modifiers": "25", "line0-pointers": "A", "line0-units": "1",
            "line1-procedure_code": "20610", "line1-modifiers": "rt", "line1-pointers": "AB", "line1-units": "2",
        }
        return data | changes
