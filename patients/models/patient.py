"""Patients and guarantors. Registration as 270 and 837 need it; the SSN is sealed and write-only in pages."""

from datetime import date

import pghistory
from django.contrib.postgres.indexes import OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper

from config.practice.models.address import AddressModel
from config.shared import secret_box
from config.shared.models import PublicIdModel, VersionedModel
from config.shared.phone import shown_phone

validate_phone = RegexValidator(r"^\d{10}$", "Ten digits.")


class Sex(models.TextChoices):
    """Administrative sex as X12 carries it (DMG03)."""

    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Unknown"


@pghistory.track(exclude=["sealed_ssn"])
class Patient(PublicIdModel, VersionedModel, AddressModel):
    """A person who is treated. `account_number` is what staff and statements say; it never goes out as CLM01."""

    account_number = models.CharField(max_length=12, unique=True, editable=False)
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=35, blank=True)
    middle_name = models.CharField(max_length=25, blank=True)
    suffix = models.CharField(max_length=10, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex.choices)
    phone = models.CharField(max_length=10, blank=True, validators=[validate_phone])
    email = models.EmailField(blank=True)
    sealed_ssn = models.TextField(blank=True, editable=False)
    deceased_date = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")

    class Meta:
        ordering = ["last_name", "first_name", "id"]
        indexes = [
            models.Index(name="patient_name", fields=["last_name", "first_name", "id"]),
            models.Index(name="patient_birth_date", fields=["birth_date"]),
            models.Index(OpClass(Upper("last_name"), "text_pattern_ops"), name="patient_last_name_prefix"),
            models.Index(OpClass(Upper("first_name"), "text_pattern_ops"), name="patient_first_name_prefix"),
            models.Index(name="patient_phone", fields=["phone"]),
        ]
        constraints = [
            models.CheckConstraint(name="patient_sex_known", condition=models.Q(sex__in=Sex.values)),
            models.CheckConstraint(
                name="patient_dates", condition=models.Q(deceased_date__isnull=True) | models.Q(deceased_date__gte=models.F("birth_date"))
            ),
        ]

    def __str__(self) -> str:
        return self.account_number

    @property
    def sorted_name(self) -> str:
        """ "Last, First M." as lists show it."""
        middle = f" {self.middle_name[:1]}." if self.middle_name else ""
        return f"{self.last_name}, {self.first_name}{middle}" if self.first_name else self.last_name

    def age_on(self, day: date) -> int:
        """Age in whole years on a day, or on the day of death."""
        day = min(day, self.deceased_date or day)
        return day.year - self.birth_date.year - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))

    @property
    def shown_phone(self) -> str:
        """(205) 555-0148, or nothing."""
        return shown_phone(self.phone)

    @property
    def place_line(self) -> str:
        """City, state and five digits of the ZIP."""
        return f"{self.city}, {self.state} {self.zip_code[:5]}"

    @property
    def url_text(self) -> str:
        """The public id as text, to be put behind a question mark."""
        return str(self.public_id)

    def set_ssn(self, text: str) -> None:
        """Seal a new SSN; the caller saves."""
        self.sealed_ssn = secret_box.seal(text)


@pghistory.track()
class Guarantor(PublicIdModel, VersionedModel, AddressModel):
    """Who pays what the insurers leave: the patient, or another person. One in force per patient."""

    patient = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="guarantor")
    is_patient = models.BooleanField("the patient", default=True)
    relationship = models.CharField(max_length=30, blank=True)
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=35, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=10, blank=True, validators=[validate_phone])

    @property
    def sorted_name(self) -> str:
        """ "Last, First"."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name

    @property
    def shown_phone(self) -> str:
        """(205) 555-0148, or nothing."""
        return shown_phone(self.phone)

    def __str__(self) -> str:
        return f"guarantor of {self.patient.account_number}"


class ExternalId(models.Model):
    """What other systems call a patient or coverage."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="external_ids")
    system = models.CharField(max_length=60)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(name="external_id_once", fields=["system", "value"])]

    def __str__(self) -> str:
        return f"{self.system} {self.value}"
