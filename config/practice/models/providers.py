"""Who bills, who treats, and where: billing providers (2010AA), rendering providers (2310B), facilities (2310C)."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models

from config.practice.models.address import AddressModel, validate_zip9
from config.shared.models import PublicIdModel, VersionedModel
from config.shared.npi import validate_npi

validate_taxonomy = RegexValidator(r"^[0-9A-Z]{9}X$", "Ten characters ending in X, such as 207Q00000X.")
validate_tax_id = RegexValidator(r"^\d{9}$", "Nine digits without a dash.")


class EffectiveModel(models.Model):
    """Valid from a day to a day, both included; no end means still valid."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_valid_on(self, day) -> bool:
        """Whether the row is in force on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class TaxIdKind(models.TextChoices):
    EIN = "EI", "Employer id (EIN)"
    SSN = "SY", "Social security number"


@pghistory.track()
class BillingProvider(PublicIdModel, VersionedModel, AddressModel, EffectiveModel):
    """The legal entity that is paid. Its ZIP has nine digits and its street is no PO box (2010AA)."""

    name = models.CharField(max_length=60)
    npi = models.CharField("NPI", max_length=10, validators=[validate_npi])
    tax_id = models.CharField(max_length=9, validators=[validate_tax_id])
    tax_id_kind = models.CharField(max_length=2, choices=TaxIdKind.choices, default=TaxIdKind.EIN)
    taxonomy = models.CharField(max_length=10, validators=[validate_taxonomy])
    phone = models.CharField(max_length=10, validators=[RegexValidator(r"^\d{10}$", "Ten digits.")])
    contact_name = models.CharField(max_length=60)
    pay_to_street = models.CharField(max_length=55, blank=True)
    pay_to_city = models.CharField(max_length=30, blank=True)
    pay_to_state = models.CharField(max_length=2, blank=True)
    pay_to_zip_code = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="billing_provider_zip9", condition=models.Q(zip_code__regex=r"^\d{9}$")),
            models.CheckConstraint(
                name="billing_provider_dates", condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude=None) -> None:
        super().clean_fields(exclude)
        if not exclude or "zip_code" not in exclude:
            validate_zip9(self.zip_code)


@pghistory.track()
class Provider(PublicIdModel, VersionedModel, EffectiveModel):
    """A person who treats patients (the rendering provider), or whom a referral names."""

    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=35, blank=True)
    credential = models.CharField(max_length=12, blank=True)
    npi = models.CharField("NPI", max_length=10, validators=[validate_npi])
    taxonomy = models.CharField(max_length=10, validators=[validate_taxonomy])
    is_rendering = models.BooleanField("treats patients here", default=True)

    class Meta:
        ordering = ["last_name", "first_name", "id"]
        constraints = [
            models.UniqueConstraint(name="provider_npi_once", fields=["npi"]),
            models.CheckConstraint(
                name="provider_dates", condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        name = f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name
        return f"{name} {self.credential}".strip()


@pghistory.track()
class Facility(PublicIdModel, VersionedModel, AddressModel, EffectiveModel):
    """A place of treatment. `place_of_service` is the usual code there; the encounter may say another."""

    name = models.CharField(max_length=60)
    npi = models.CharField("NPI", max_length=10, blank=True)
    place_of_service = models.CharField(max_length=2, default="11")
    is_own_office = models.BooleanField("the practice's own office", default=True)
    billing_provider = models.ForeignKey(BillingProvider, on_delete=models.PROTECT, related_name="facilities")

    class Meta:
        verbose_name_plural = "facilities"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="facility_dates", condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.name
