"""How far the demo practice's past has been played (claims.demo). One row a demo; nothing else depends on it."""

from django.db import models


class DemoLoad(models.Model):
    """A load of the demo: what was asked for, and the last day that was played to its end. A load that was cut off goes on after that day."""

    patients = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    first_date = models.DateField(help_text="The first day after the opening one.")
    last_date = models.DateField()
    played_to_date = models.DateField(null=True, blank=True)
    now_at = models.DateTimeField(null=True, blank=True, help_text="The load's own time, which its assistant follows.")
    met_to_date = models.DateField(null=True, blank=True, help_text="The last day whose patients were met and whose visits were entered.")
    letters = models.JSONField(default=dict, blank=True, help_text="Payers' letters on their way: the appeal they answer, and their day.")
    started_at = models.DateTimeField(help_text="Wall time.")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="Wall time.")

    class Meta:
        constraints = [models.CheckConstraint(name="demo_load_days", condition=models.Q(last_date__gte=models.F("first_date")))]

    def __str__(self) -> str:
        return f"{self.patients} patients, {self.days} days, seed {self.seed}"

    @property
    def days_played(self) -> int:
        """Calendar days that are done."""
        return (self.played_to_date - self.first_date).days + 1 if self.played_to_date else 0

    @property
    def days_in_all(self) -> int:
        return (self.last_date - self.first_date).days + 1
