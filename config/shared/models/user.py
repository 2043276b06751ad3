"""Who works here. A role gives the permissions (config.shared.permissions)."""

from decimal import Decimal

from django.contrib.auth.models import AbstractUser
from django.db import models

from config.shared import ids
from config.shared.permissions import WRITE_OFF_LIMIT, Role, allows


class User(AbstractUser):
    """A member of staff. Nobody is a superuser: what a person may do follows from the role alone."""

    public_id = models.UUIDField(default=ids.new_public_id, unique=True, editable=False)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.FRONT_DESK)

    class Meta:
        ordering = ["last_name", "first_name", "id"]
        constraints = [
            models.CheckConstraint(name="user_role_known", condition=models.Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        return ((self.first_name[:1] + self.last_name[:1]) or self.username[:2]).upper()

    @property
    def write_off_limit(self) -> Decimal:
        """The most this user may write off alone, in dollars."""
        return WRITE_OFF_LIMIT[self.role]

    def may(self, permission: str) -> bool:
        """Whether the user's role holds `permission`."""
        return allows(self, permission)
