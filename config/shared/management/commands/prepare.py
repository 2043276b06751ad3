"""`manage.py prepare`: load what the system needs before anybody works. Called by the supervisor at each start; safe to repeat."""

from typing import ClassVar

from django.core.management.base import BaseCommand

from config.shared.services.prepare import prepare


class Command(BaseCommand):
    help = "Load reference data, and in the demo its practice, payers and logins. Safe to repeat."
    requires_system_checks: ClassVar[list] = []

    def handle(self, *args, **options) -> None:
        for said in prepare():
            self.stdout.write(said)
