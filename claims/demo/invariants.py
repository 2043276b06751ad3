"""A check of `verify` on the demo: what a payer paid came over the wire. Registered where DEMO=1."""

import json
from pathlib import Path

from django.conf import settings

from claims.models import Remittance, RemittanceStatus
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result


def register() -> None:
    """Called when the app is ready."""
    invariants.register(4, "each payment that the sandbox's connection brought is in its journal of sent files", payments_were_sent)


def payments_were_sent() -> Result:
    """Invariant 4: a posted remittance of the sandbox's connection names a file that the sandbox says it sent. No journal, nothing to check."""
    sent = journal(settings.STATE_FOLDER / "sandbox" / "sent.jsonl")
    if sent is None:
        return Result(0)
    rows = Remittance.objects.filter(status=RemittanceStatus.POSTED, inbound_transaction__file__source="connection")
    rows = rows.values_list("pk", "inbound_transaction__file__sha256")
    broken = [Broken(f"remittance {pk}", "its file is none that the sandbox sent") for pk, sha256 in rows if sha256 not in sent]
    return Result(len(rows), broken)


def journal(path: Path) -> set[str] | None:
    """The sha256 of every file the sandbox sent, or None where there is no sandbox."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as lines:
        return {json.loads(line)["sha256"] for line in lines if line.endswith("\n")}
