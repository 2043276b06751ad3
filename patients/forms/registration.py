"""The registration page's forms as one: patient, guarantor, primary and secondary coverage."""

from typing import Any

from patients.forms.coverage import CoverageForm
from patients.forms.patient import GuarantorForm, PatientForm
from patients.models import Coverage, Rank


class Registration:
    """Valid where all four are. A coverage that nobody touched is none."""

    def __init__(self, data: Any = None) -> None:
        self.patient = PatientForm(data, prefix="patient")
        self.guarantor = GuarantorForm(data, prefix="guarantor")
        self.primary = CoverageForm(data, prefix="primary", rank=Rank.PRIMARY, optional=True)
        self.secondary = CoverageForm(data, prefix="secondary", rank=Rank.SECONDARY, optional=True)

    @property
    def forms(self) -> list:
        return [self.patient, self.guarantor, self.primary, self.secondary]

    def is_valid(self) -> bool:
        """Runs every form, so that all errors are said at once."""
        valid = not [form for form in self.forms if not form.is_valid()]
        if valid and self.secondary.has_changed() and not self.primary.has_changed():
            self.secondary.add_error("payer", "A second payer needs a first one. Enter it as primary.")
            return False
        return valid

    @property
    def coverages(self) -> list[Coverage]:
        """The unsaved coverages that were entered."""
        return [form.instance for form in (self.primary, self.secondary) if form.has_changed()]

    @property
    def problems(self) -> int:
        """How many fields want a change."""
        return sum(len(form.errors) for form in self.forms if form.is_bound)
