"""Keys of creating requests: the same form sent twice creates one row."""

from django.conf import settings
from django.db import models


class IdempotencyKey(models.Model):
    """`key` comes from a hidden field or a header, made when the form was opened; `location` is where the first answer led."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=120)
    key = models.CharField(max_length=64)
    location = models.CharField(max_length=300)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="idempotency_key_once", fields=["user", "route", "key"])]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"
