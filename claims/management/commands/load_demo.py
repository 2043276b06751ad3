"""`manage.py load_demo`: play the demo practice's past (claims.demo). Started by `bin/start` on a fresh demo; goes on where it was cut off."""

import argparse
import gc
import os
import signal
from typing import ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.backends.signals import connection_created

from claims.demo.load import Wanted, assist_load, load_demo
from claims.demo.practice_book import read_book
from config.shared.errors import DomainError
from config.shared.services.prepare import prepare
from config.supervisor.lifeline import die_with_parent
from config.supervisor.services import DEMO_LOADED


def _commit_lazily(*, connection, **_: object) -> None:
    """A crash of the machine may lose the last moments; then the load goes on after its last whole day, as it does when it is cut off."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


class Command(BaseCommand):
    help = "Play the demo practice's past, day by day, through the real services and the sandbox. One that has ended is left as it is."
    requires_system_checks: ClassVar[list] = []

    def add_arguments(self, parser) -> None:
        book = read_book()
        parser.add_argument("--patients", type=int, default=book.people.patients)
        parser.add_argument("--days", type=int, default=365)
        parser.add_argument("--seed", type=int, default=book.seed)
        parser.add_argument("--alone", action="store_true", help="without the second process that takes half the work")
        parser.add_argument("--assist", action="store_true", help=argparse.SUPPRESS)  # how that second process is started

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is loaded where DEMO=1 only.")
        if options["patients"] < 1 or options["days"] < 1:
            raise CommandError("At least one patient and one day.")
        connection_created.connect(_commit_lazily)
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)  # rows by the thousand, hardly a cycle among them
        if options["assist"]:
            die_with_parent(parent := os.getppid())
            assist_load(is_over=lambda: os.getppid() != parent)
            return
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # both clocks are given back when the system stops
        list(prepare())
        try:
            load = load_demo(Wanted(options["patients"], options["days"], options["seed"]), with_assistant=not options["alone"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Cut off. The next start goes on after the last whole day.") from None
        (settings.STATE_FOLDER / DEMO_LOADED).touch()
        seconds = (load.finished_at - load.started_at).total_seconds()
        self.stdout.write(f"The demo is loaded: {load}, in {seconds:.0f} s.")
