"""The institutional claim (837I, X223A2) as frozen values: what it has beyond the professional one."""

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from payers.x12.model import Party
from payers.x12.set_837p.model import Claim, ClaimBatch, ServiceLine


@dataclass(frozen=True)
class HealthCode:
    """One composite of an HI segment: diagnosis, procedure, occurrence, span, value, condition, DRG or treatment code."""

    qualifier: str
    code: str
    date_form: str = ""
    date: str = ""
    amount: Decimal | None = None
    present_on_admission: str = ""


@dataclass(frozen=True, kw_only=True)
class InstitutionalLine(ServiceLine):
    """One SV2: a revenue code, with a procedure where there is one."""

    revenue_code: str = ""
    non_covered: Decimal | None = None
    operating: Party | None = None
    other_operating: Party | None = None


@dataclass(frozen=True, kw_only=True)
class InstitutionalClaim(Claim):
    """One CLM of a facility. `place_of_service` holds the facility type (CLM05-1); `health_codes` are the HI segments."""

    admission_type: str = ""
    admission_source: str = ""
    patient_status: str = ""
    statement_start: Date | None = None
    statement_end: Date | None = None
    admitted_date: Date | None = None
    admitted_time: str = ""
    discharge_time: str = ""
    health_codes: tuple[tuple[HealthCode, ...], ...] = ()
    attending: Party | None = None
    operating: Party | None = None
    other_operating: Party | None = None


@dataclass(frozen=True, kw_only=True)
class InstitutionalBatch(ClaimBatch):
    """One ST of an 837I."""

    version: str = "005010X223A2"
