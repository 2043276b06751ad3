"""`manage.py verify`: check the invariants of DESIGN 4 on live data and print what breaks.

Exit status: 0 all hold, 1 something is broken (or, with --require-data, a check had nothing to check), 2 it could not run.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection, transaction

from config.shared.registries import invariants

SHOWN = 200


class Command(BaseCommand):
    help = "Check the invariants on live data. Exit status 0, 1 (broken) or 2 (could not run)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--require-data", action="store_true", help="a check with nothing to check fails")

    def handle(self, *args, **options) -> None:
        try:
            report = verify(require_data=options["require_data"])
        except (Error, OSError) as error:
            self.stderr.write(f"verify could not run: {type(error).__name__}")
            sys.exit(2)
        self.stdout.write(json.dumps(report, indent=2) if options["json"] else _as_text(report))
        if not report["ok"]:
            sys.exit(1)


def verify(*, require_data: bool = False) -> dict[str, Any]:
    """Run every check in one read-only snapshot and return the pinned report (DESIGN 9)."""
    with transaction.atomic():
        if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        checks = [_run(check, require_data=require_data) for check in invariants.every()]
    return {"ok": all(not check["broken"] for check in checks), "checks": checks}


def _run(check: invariants.Check, *, require_data: bool) -> dict[str, Any]:
    result = check.run()
    broken = [{"ref": row.ref, "detail": row.detail} for row in result.broken[:SHOWN]]
    if require_data and result.checked == 0:
        broken.append({"ref": "data", "detail": "there was nothing to check"})
    return {"invariant": check.invariant, "name": check.name, "checked": result.checked, "broken": broken}


def _as_text(report: dict[str, Any]) -> str:
    lines = []
    for check in report["checks"]:
        state = "broken" if check["broken"] else "holds"
        lines.append(f"{check['invariant']}  {state:6}  {check['name']} ({check['checked']} checked)")
        lines += [f"           {row['ref']}: {row['detail']}" for row in check["broken"]]
    lines.append("All invariants hold." if report["ok"] else "Something is broken: see above.")
    return "\n".join(lines)
