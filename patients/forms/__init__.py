"""Shapes of what the front desk types: patient, guarantor, coverage. Rules of a registration live in patients.rules."""

from patients.forms.coverage import CoverageForm, EndCoverageForm, VoidCoverageForm
from patients.forms.patient import GuarantorForm, PatientForm
from patients.forms.registration import Registration

__all__ = ["CoverageForm", "EndCoverageForm", "GuarantorForm", "PatientForm", "Registration", "VoidCoverageForm"]
