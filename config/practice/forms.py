"""Shapes of the practice's settings."""

from typing import ClassVar

from django import forms

from config.practice.models import BillingProvider, Facility, Organisation, Provider
from config.shared.npi import validate_npi
from config.shared.ui.forms import DayInput
from config.shared.ui.record_view import RecordForm


class _CheckedDates(RecordForm):
    """Both days included; the end is not before the beginning."""

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "The last day is before the first.")
        return cleaned


class OrganisationForm(RecordForm):
    spans: ClassVar = {"name": 6, "phone": 3, "billing_contact": 6, "billing_email": 6}

    class Meta:
        model = Organisation
        fields = ["name", "phone", "billing_contact", "billing_email"]


class BillingProviderForm(_CheckedDates):
    spans: ClassVar = {
        "name": 6, "npi": 3, "taxonomy": 3, "tax_id": 3, "tax_id_kind": 3, "phone": 3, "contact_name": 3, "street": 5, "street2": 3, "city": 2,
        "state": 1, "zip_code": 1, "pay_to_street": 5, "pay_to_city": 3, "pay_to_state": 2, "pay_to_zip_code": 2, "valid_from": 3, "valid_to": 3,
    }

    class Meta:
        model = BillingProvider
        fields = [
            "name", "npi", "taxonomy", "tax_id", "tax_id_kind", "phone", "contact_name", "street", "street2", "city", "state", "zip_code",
            "pay_to_street", "pay_to_city", "pay_to_state", "pay_to_zip_code", "valid_from", "valid_to",
        ]
        widgets: ClassVar = {"valid_from": DayInput(), "valid_to": DayInput()}
        labels: ClassVar = {"street2": "Suite", "zip_code": "ZIP", "pay_to_zip_code": "Pay-to ZIP"}
        help_texts: ClassVar = {"street": "No PO box: payers refuse it here.", "pay_to_street": "Only where payments go elsewhere."}

    def clean_street(self) -> str:
        street = self.cleaned_data["street"]
        if "".join(street.upper().replace(".", "").split()).startswith("POBOX"):
            raise forms.ValidationError("A PO box is not allowed here. Put it under pay-to.", code="po_box")
        return street


class ProviderForm(_CheckedDates):
    spans: ClassVar = {"last_name": 4, "first_name": 3, "credential": 2, "npi": 3, "taxonomy": 3, "is_rendering": 3, "valid_from": 3, "valid_to": 3}

    class Meta:
        model = Provider
        fields = ["last_name", "first_name", "credential", "npi", "taxonomy", "is_rendering", "valid_from", "valid_to"]
        widgets: ClassVar = {"valid_from": DayInput(), "valid_to": DayInput()}


class FacilityForm(_CheckedDates):
    spans: ClassVar = {
        "name": 5, "billing_provider": 4, "npi": 3, "street": 5, "street2": 3, "city": 2, "state": 1, "zip_code": 1, "place_of_service": 3,
        "is_own_office": 3, "valid_from": 3, "valid_to": 3,
    }

    class Meta:
        model = Facility
        fields = [
            "name", "billing_provider", "npi", "street", "street2", "city", "state", "zip_code", "place_of_service", "is_own_office", "valid_from",
            "valid_to",
        ]
        widgets: ClassVar = {"valid_from": DayInput(), "valid_to": DayInput()}
        labels: ClassVar = {"street2": "Suite", "zip_code": "ZIP"}
        help_texts: ClassVar = {"npi": "Only where the place has one of its own."}

    def clean_npi(self) -> str:
        npi = self.cleaned_data["npi"]
        if npi:
            validate_npi(npi)
        return npi
