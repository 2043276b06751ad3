"""`manage.py demo_logins`: the demo's users and their passwords."""

import json

from django.core.management.base import BaseCommand, CommandError

from config.shared.services import demo_logins


class Command(BaseCommand):
    help = "Print the demo's logins."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="print a JSON list")

    def handle(self, *args, **options) -> None:
        logins = demo_logins.read()
        if not logins:
            raise CommandError("There are no demo logins here: the demo was not started with this state folder.")
        if options["json"]:
            self.stdout.write(json.dumps(logins, indent=2))
            return
        for login in logins:
            self.stdout.write(f"{login['role']:<11} {login['username']:<8} {login['password']}   {login['name']}")
