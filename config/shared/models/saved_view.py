"""A named set of filters of a worklist: a person's own, or everybody's."""

from django.conf import settings
from django.db import models

from config.shared.models.base import PublicIdModel


class SavedView(PublicIdModel):
    """`query` is the part of the URL after the question mark, without the page's position. `owner` null: everybody sees it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="saved_views")
    route = models.CharField(max_length=120)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)
    is_default = models.BooleanField(default=False, help_text="The list opens with it.")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["route", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                name="saved_view_name", fields=["owner", "route", "name"], condition=models.Q(removed_at__isnull=True), nulls_distinct=False
            ),
            models.UniqueConstraint(
                name="saved_view_default", fields=["owner", "route"], condition=models.Q(removed_at__isnull=True, is_default=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name
