"""`manage.py summary`: what the system holds, as one JSON object."""

import json

from django.core.management.base import BaseCommand

from claims.selectors.summary import summary


class Command(BaseCommand):
    help = "Print claims, files, denials and the ledger's totals as JSON."

    def handle(self, *args, **options) -> None:
        self.stdout.write(json.dumps(summary(), indent=2))
