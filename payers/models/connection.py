"""How we talk with a clearinghouse or payer: address, folders, envelope ids, limits. The secret is apart and write-only."""

import pghistory
from django.core.validators import RegexValidator, URLValidator
from django.db import models

from config.shared import secret_box
from config.shared.models import PublicIdModel, VersionedModel


class ConnectionKind(models.TextChoices):
    SFTP = "sftp", "SFTP"
    FOLDER = "folder", "Folder on this machine"


class Usage(models.TextChoices):
    """ISA15. Test never meets production (invariant 9)."""

    TEST = "T", "Test"
    PRODUCTION = "P", "Production"


validate_isa_id = RegexValidator(r"^[\x20-\x7e]{1,15}$", "At most 15 plain characters.")
validate_name_template = RegexValidator(
    r"^(?!.*\.tmp$)[\w.-]*(\{type\}[\w.-]*)?\{isa13\}[\w.-]*(\{type\}[\w.-]*)?$",
    "A file name with {isa13} in it and, if wanted, {type}; letters, digits, dot, dash and underscore besides; not ending in .tmp.",
)


@pghistory.track()
class Connection(PublicIdModel, VersionedModel):
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=ConnectionKind.choices, default=ConnectionKind.SFTP)
    usage = models.CharField(max_length=1, choices=Usage.choices, default=Usage.TEST)
    host = models.CharField(max_length=200, blank=True)
    port = models.PositiveIntegerField(default=22)
    host_key = models.TextField(blank=True, help_text="The server's public key line, pinned: another key ends the connection.")
    username = models.CharField(max_length=60, blank=True)
    root = models.CharField(max_length=300, blank=True, help_text="A folder connection's folder.")
    inbox = models.CharField(max_length=200, default="inbox", help_text="The folder that takes our files.")
    outbox = models.CharField(max_length=200, default="outbox", help_text="The folder that holds files for us.")
    archive = models.CharField(max_length=200, blank=True, help_text="Where consumed files go, if anywhere.")
    name_template = models.CharField(max_length=80, default="{type}-{isa13}.x12", validators=[validate_name_template])
    isa05 = models.CharField("sender qualifier (ISA05)", max_length=2, default="ZZ")
    isa06 = models.CharField("sender id (ISA06)", max_length=15, validators=[validate_isa_id])
    isa07 = models.CharField("receiver qualifier (ISA07)", max_length=2, default="ZZ")
    isa08 = models.CharField("receiver id (ISA08)", max_length=15, validators=[validate_isa_id])
    gs02 = models.CharField("application sender (GS02)", max_length=15)
    gs03 = models.CharField("application receiver (GS03)", max_length=15)
    receiver_name = models.CharField(max_length=60, help_text="NM1*40 of the 837.")
    core_url = models.CharField(
        max_length=200, blank=True, validators=[URLValidator(["http", "https"])],
        help_text="CORE HTTP address for status requests (276) in real time.",
    )
    claims_per_file = models.PositiveIntegerField(default=1000)
    consumed_stay_listed = models.BooleanField(
        default=False, help_text="Files that were taken stay visible, so that a missing name proves that nothing arrived."
    )
    acknowledgement_hours = models.PositiveIntegerField(default=24, help_text="How long TA1 or 999 may take before a batch counts as silent.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="connection_usage_known", condition=models.Q(usage__in=Usage.values)),
            models.CheckConstraint(name="connection_kind_known", condition=models.Q(kind__in=ConnectionKind.values)),
            models.CheckConstraint(name="connection_claims_per_file", condition=models.Q(claims_per_file__range=(1, 5000))),
        ]

    def __str__(self) -> str:
        return self.name


class ConnectionSecret(models.Model):
    """The password or private key, encrypted. No page shows it, no history keeps it."""

    connection = models.OneToOneField(Connection, on_delete=models.PROTECT, related_name="secret")
    sealed_password = models.TextField(blank=True)
    sealed_private_key = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"secret of connection {self.connection_id}"

    @property
    def password(self) -> str:
        """The password in clear, for the transport only."""
        return secret_box.unseal(self.sealed_password)

    @property
    def private_key(self) -> str:
        """The private key in clear, for the transport only."""
        return secret_box.unseal(self.sealed_private_key)

    def set_password(self, text: str) -> None:
        """Keep a new password; the caller saves."""
        self.sealed_password = secret_box.seal(text)
