"""`manage.py demo_status`: how far the demo's past is played, and its fates and shares beside their targets."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from claims.selectors.demo_status import demo_status


class Command(BaseCommand):
    help = "Show how far the demo is loaded, and its claims' fates and shares beside their targets."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options) -> None:
        found = demo_status()
        self.stdout.write(json.dumps(found, indent=2) if options["json"] else _as_text(found))


def _as_text(found: dict[str, Any]) -> str:
    progress = found["progress"]
    lines = [f"The demo: {progress['state']}, {progress['days_played']} of {progress['days']} days", "", f"{'fate':26}  {'claims':>6}  at least"]
    lines += [f"{name.replace('_', ' '):26}  {each['count']:6}  {each['target']:8}" for name, each in found["fates"].items()]
    lines += ["", f"{'share':26}  {'value':>6}  {'target':>8}"]
    lines += [
        f"{name.replace('_', ' '):26}  {'-' if each['value'] is None else format(each['value'], '.3f'):>6}  {each['target']:8.3f}"
        for name, each in found["shares"].items()
    ]
    return "\n".join(lines)
