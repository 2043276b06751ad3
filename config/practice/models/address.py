"""A postal address as 837 wants it: street, city, state, ZIP."""

from django.core.validators import RegexValidator
from django.db import models

STATES = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI",
    "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI", "AA", "AE", "AP",
]

validate_state = RegexValidator(rf"^({'|'.join(STATES)})$", "Two letters of a state or territory, such as AL.")
validate_zip = RegexValidator(r"^\d{5}(\d{4})?$", "Five digits, or nine without a dash.")
validate_zip9 = RegexValidator(r"^\d{9}$", "Nine digits without a dash: payers refuse a five-digit ZIP here.")


class AddressModel(models.Model):
    """Adds an address to a row; subclasses decide what is required."""

    street = models.CharField(max_length=55)
    street2 = models.CharField(max_length=55, blank=True)
    city = models.CharField(max_length=30)
    state = models.CharField(max_length=2, validators=[validate_state])
    zip_code = models.CharField(max_length=9, validators=[validate_zip])

    class Meta:
        abstract = True

    @property
    def address_line(self) -> str:
        """The address on one line."""
        zip_code = f"{self.zip_code[:5]}-{self.zip_code[5:]}" if len(self.zip_code) == 9 else self.zip_code
        return ", ".join(part for part in (self.street, self.street2, self.city) if part) + f", {self.state} {zip_code}"
