"""`manage.py create_admin USERNAME`: the first admin of a system that is no demo. Asks for the password, or reads it from standard input."""

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from config.shared.models import User
from config.shared.permissions import Role


class Command(BaseCommand):
    help = "Create an admin, who then makes the other users."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")

    def handle(self, *args, **options) -> None:
        if User.objects.filter(username=options["username"]).exists():
            raise CommandError(f"There is a user {options['username']} already.")
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        user = User(username=options["username"], first_name=options["first_name"], last_name=options["last_name"], role=Role.ADMIN)
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        user.set_password(password)
        user.save()
        self.stdout.write(f"Created the admin {user.username}.")
