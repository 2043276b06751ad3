"""`manage.py prepare`: load what the system needs before anybody works. Called by the supervisor at each start; safe to repeat."""

from typing import ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand

from config.shared.registries import preparation


class Command(BaseCommand):
    help = "Load reference data, and in the demo its practice, payers and logins. Safe to repeat."
    requires_system_checks: ClassVar[list] = []

    def handle(self, *args, **options) -> None:
        for step in preparation.every(demo=settings.DEMO):
            if said := step.run():
                self.stdout.write(f"{step.name}: {said}")
