"""`manage.py receive_file [--json] FILE...`: take files in as if they had come over a connection. Exit 1 only where one was not stored."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q

from config.shared import clock
from config.shared.errors import DomainError
from payers.models import InboundFile, InboundTransaction
from payers.services.receive_bytes import receive_stream
from payers.services.record_file import plain_name


class Command(BaseCommand):
    help = "Store and process X12 files; print a line for each with its fate."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *args, **options) -> None:
        stored_all = True
        for name in options["files"]:
            line = receive(Path(name))
            stored_all &= line["sha256"] is not None
            self.stdout.write(json.dumps(line) if options["json"] else _as_text(line))
        if not stored_all:
            sys.exit(1)


def receive(path: Path) -> dict[str, Any]:
    """Take one file in; the pinned line (DESIGN 9). sha256 is null where it was not stored, and `code` says why."""
    line = {"file": plain_name(str(path)), "sha256": None, "fate": "not_stored", "transactions": [], "code": "", "message": ""}
    try:
        with path.open("rb") as stream:
            file = receive_stream(stream=stream, name=path.name, source="command", connection=None, at=clock.now())
    except DomainError as error:
        return line | {"code": error.code, "message": str(error)}
    except OSError as error:
        return line | {"code": type(error).__name__, "message": error.strerror or ""}
    return line | {
        "sha256": file.sha256, "fate": file.fate, "transactions": _transactions(file), "code": file.code, "message": file.message,
    }


def _transactions(file: InboundFile) -> list[dict[str, str]]:
    """Its own, or those of the files in it where it is an archive."""
    held = InboundTransaction.objects.filter(Q(file=file) | Q(file__archive=file)).order_by("file__archive_place", "file", "ordinal")
    rows = held.values_list("type", "st02", "isa13", "fate", "code", "message")
    return [
        {"type": kind, "control": st02 or isa13, "fate": fate, "code": code, "message": message} for kind, st02, isa13, fate, code, message in rows
    ]


def _as_text(line: dict[str, Any]) -> str:
    head = f"{line['file']}: {line['fate']}" + (f" ({line['code']})" if line["code"] else "")
    parts = [f"    {each['type']} {each['control']}: {each['fate']} {each['code']}".rstrip() for each in line["transactions"]]
    return "\n".join([head, *parts])
