"""The organisation: one row, the practice as it names itself. One database is one organisation."""

from django.db import models

from config.shared.models import PublicIdModel, VersionedModel
from config.shared.phone import shown_phone


class Organisation(PublicIdModel, VersionedModel):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    billing_contact = models.CharField(max_length=60, blank=True)
    billing_email = models.EmailField(blank=True)
    only = models.BooleanField(default=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="organisation_single", fields=["only"])]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_phone(self) -> str:
        """(205) 555-0100, or nothing."""
        return shown_phone(self.phone)
