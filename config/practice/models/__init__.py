"""Tables of the practice itself."""

from config.practice.models.address import AddressModel
from config.practice.models.organisation import Organisation
from config.practice.models.providers import BillingProvider, Facility, Provider, TaxIdKind

__all__ = ["AddressModel", "BillingProvider", "Facility", "Organisation", "Provider", "TaxIdKind"]
