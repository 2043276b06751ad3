"""`manage.py load_adjustment_rules`: fill an empty classification table with its default content. `prepare` does the same."""

from django.core.management.base import BaseCommand

from claims.services.load_adjustment_rules import load_adjustment_rules


class Command(BaseCommand):
    help = "Fill the classification table of payers' adjustments with its default content, where it is empty."

    def handle(self, *args, **options) -> None:
        self.stdout.write(load_adjustment_rules() or "The table has its rows already.")
