"""Reference codes: diagnoses, places of service, adjustment reasons and remarks with our own explanations, status categories."""

from django.db import models


class DiagnosisCode(models.Model):
    """An ICD-10-CM code without its dot; `billable` means that nothing longer exists below it."""

    code = models.CharField(max_length=7)
    description = models.CharField(max_length=300)
    billable = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="diagnosis_code_once", fields=["code", "valid_from"])]

    def __str__(self) -> str:
        return self.dotted

    @property
    def dotted(self) -> str:
        """The code as people write it: M17.11."""
        return f"{self.code[:3]}.{self.code[3:]}" if len(self.code) > 3 else self.code


class PlaceOfService(models.Model):
    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=80)
    medicare_rate = models.CharField(max_length=40)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AdjustmentReason(models.Model):
    """A claim adjustment reason code (CARC) in our own words, with what usually helps."""

    code = models.CharField(max_length=5, unique=True)
    category = models.CharField(max_length=40)
    paraphrase = models.CharField(max_length=400)
    usual_action = models.CharField(max_length=400)
    appealable = models.CharField(max_length=30)
    preventable = models.CharField(max_length=30)
    usual_groups = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.code


class RemarkCode(models.Model):
    """A remittance advice remark code (RARC) in our own words."""

    code = models.CharField(max_length=6, unique=True)
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=40)
    paraphrase = models.CharField(max_length=400)
    usual_action = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.code


class ClaimStatusCategory(models.Model):
    """A claim status category (A2, P1, F2, ...) in our own words."""

    code = models.CharField(max_length=4, unique=True)
    stage = models.CharField(max_length=30)
    paraphrase = models.CharField(max_length=300)
    biller_meaning = models.CharField(max_length=300)
    terminal = models.CharField(max_length=30)

    def __str__(self) -> str:
        return self.code
