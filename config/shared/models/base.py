"""Bases of the tables: public ids, voiding instead of deletion, and versions against stale saves."""

import uuid

from django.conf import settings
from django.db import models

from config.shared import ids
from config.shared.errors import StaleVersion


class PublicIdModel(models.Model):
    """A row with an id for URLs and the API; the bigint key stays inside."""

    public_id = models.UUIDField(default=ids.new_public_id, unique=True, editable=False)

    class Meta:
        abstract = True

    @property
    def url_id(self) -> uuid.UUID:
        """What goes into a URL."""
        return self.public_id


class VersionedModel(models.Model):
    """An editable row. A save from a form that was opened on an older version is refused with StaleVersion (409)."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def save_version(self, expected_version: int | None = None) -> None:
        """Save and raise the version in one statement's reach; `expected_version` is what the form was opened on.

        Call it inside a transaction. Raises StaleVersion.
        """
        held = type(self)._default_manager.select_for_update(no_key=True).values_list("version", flat=True).get(pk=self.pk)
        if expected_version is not None and held != expected_version:
            raise StaleVersion(held=held, expected=expected_version)
        self.version = held + 1
        self.save()


class VoidableModel(models.Model):
    """Nothing is deleted: a row that was wrong is voided, with who and why."""

    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
