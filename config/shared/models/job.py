"""Every job is a row; the broker carries only hints.

A worker takes a lease, works, and finishes in its own transaction. A killed worker's lease expires and beat's sweep (every 10 s)
hands the row out again. `args` hold ids only, never patient data.
"""

from django.db import models


class JobState(models.TextChoices):
    READY = "ready", "Ready"
    LEASED = "leased", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class Job(models.Model):
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160, unique=True)
    args = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.READY)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=12)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="job_state_known", condition=models.Q(state__in=JobState.values))]
        indexes = [
            models.Index(name="job_due", fields=["run_at"], condition=models.Q(state="ready")),
            models.Index(name="job_lease", fields=["lease_until"], condition=models.Q(state="leased")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"
