"""Checks of `verify` on files: nothing is lost, nothing is sent twice, test never meets production."""

import hashlib
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef

from config.shared import blobs, clock
from config.shared.models import Event, WorkItem
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result
from payers.models import Fate, InboundFile, InboundTransaction, Interchange, InterchangeState, Usage

SETTLE = timedelta(minutes=15)
ISA15 = slice(102, 103)


def register() -> None:
    """Called when the app is ready."""
    invariants.register(2, "the bytes of each batch are the frozen ones", batches_keep_their_bytes)
    invariants.register(3, "each stored file has its bytes", files_keep_their_bytes)
    invariants.register(3, "each received file was handled", files_are_handled)
    invariants.register(3, "a file's fate follows from its transactions", file_fates_agree)
    invariants.register(5, "each inbound exception has a next step", exceptions_have_next_steps)
    invariants.register(5, "each lost batch has a next step", lost_batches_have_next_steps)
    invariants.register(9, "each batch says the usage that its connection had when it was frozen", usage_agrees)


def batches_keep_their_bytes() -> Result:
    """Invariant 2: the stored bytes of an interchange hash to its sha256 and carry its control number."""
    rows = list(Interchange.objects.order_by("pk").values_list("pk", "sha256", "isa13"))
    broken = []
    for pk, sha256, isa13 in rows:
        if fault := _fault(sha256) or _other_control_number(sha256, isa13):
            broken.append(Broken(f"interchange {pk}", fault))
    return Result(len(rows), broken)


def files_keep_their_bytes() -> Result:
    """Invariant 3: the stored bytes of an inbound file hash to its sha256."""
    rows = list(InboundFile.objects.filter(duplicate_of__isnull=True).order_by("pk").values_list("pk", "sha256"))
    broken = [Broken(f"inbound_file {pk}", fault) for pk, sha256 in rows if (fault := _fault(sha256))]
    return Result(len(rows), broken)


def files_are_handled() -> Result:
    """Invariant 3: a file does not stay unhandled; one that waits says for what."""
    late = InboundFile.objects.filter(fate=Fate.PENDING, handled_at__isnull=True, received_at__lt=clock.now() - SETTLE)
    broken = [Broken(f"inbound_file {pk}", "was received and never handled") for pk in late.values_list("pk", flat=True)[:1000]]
    return Result(InboundFile.objects.count(), broken)


def file_fates_agree() -> Result:
    """Invariant 3: a processed file holds no exception, an exception holds one or says why it could not be read."""
    holds = InboundTransaction.objects.filter(file=OuterRef("pk"), fate=Fate.EXCEPTION)
    hidden = InboundFile.objects.filter(Exists(holds), duplicate_of__isnull=True).exclude(fate=Fate.EXCEPTION)
    silent = InboundFile.objects.filter(fate=Fate.EXCEPTION, code="").exclude(Exists(holds))
    broken = [Broken(f"inbound_file {pk}", "holds an exception that its fate hides") for pk in hidden.values_list("pk", flat=True)[:1000]]
    broken += [Broken(f"inbound_file {pk}", "is an exception without a reason") for pk in silent.values_list("pk", flat=True)[:1000]]
    return Result(InboundFile.objects.count(), broken)


def exceptions_have_next_steps() -> Result:
    """Invariant 5: an exception (transaction, or file that could not be read) has an open work item, or was set aside by a person who says why."""
    broken = []
    checked = 0
    for kind, rows in (
        ("inbound_transaction", InboundTransaction.objects.filter(fate=Fate.EXCEPTION)),
        ("inbound_file", InboundFile.objects.filter(fate=Fate.EXCEPTION).annotate(held=Count("transactions")).filter(held=0)),
    ):
        checked += rows.count()
        waiting, aside = rows.filter(set_aside_at__isnull=True), rows.filter(set_aside_at__isnull=False)
        broken += [Broken(f"{kind} {pk}", "is an exception without a next step") for pk in _without_item(kind, waiting)]
        broken += [Broken(f"{kind} {pk}", "was set aside without a reason") for pk in _without_reason(kind, aside)]
    return Result(checked, broken)


def lost_batches_have_next_steps() -> Result:
    """Invariant 5: a batch that may be lost, or was refused, waits for a person."""
    rows = Interchange.objects.filter(status=InterchangeState.LOST)
    broken = [Broken(f"interchange {pk}", "may be lost and has no next step") for pk in _without_item("interchange", rows)]
    return Result(rows.count(), broken)


def usage_agrees() -> Result:
    """Invariant 9: ISA15 of the frozen bytes is the batch's usage, and was that of its connection and of the system on that day.

    What the connection is now says nothing about a batch of last year: it may have gone live since.
    """
    then = dict(Event.objects.filter(subject_kind="interchange", kind="interchange_frozen").values_list("subject_id", "detail"))
    rows = list(Interchange.objects.order_by("pk").values_list("pk", "sha256", "usage"))
    broken = [Broken(f"interchange {pk}", fault) for pk, sha256, usage in rows if (fault := _usage_fault(sha256, usage, then.get(pk, {})))]
    return Result(len(rows), broken)


def _without_item(kind: str, rows) -> list[int]:
    items = WorkItem.objects.filter(subject_kind=kind, subject_id=OuterRef("pk"), closed_at__isnull=True)
    return list(rows.exclude(Exists(items)).values_list("pk", flat=True)[:1000])


def _without_reason(kind: str, rows) -> list[int]:
    told = Event.objects.filter(subject_kind=kind, subject_id=OuterRef("pk"), kind="set_aside", actor__isnull=False).exclude(detail__reason="")
    return list(rows.exclude(Exists(told)).values_list("pk", flat=True)[:1000])


def _fault(sha256: str) -> str:
    """What is wrong with the stored bytes, or ""."""
    path = blobs.path_of(sha256)
    if not path.exists():
        return "its bytes are missing"
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return "" if found == sha256 else "its bytes were changed"


def _other_control_number(sha256: str, isa13: str) -> str:
    return "" if isa13.encode() in _isa(sha256) else "its bytes carry another control number"


def _usage_fault(sha256: str, usage: str, then: dict) -> str:
    """What disagrees with the usage of a batch, or "". Missing bytes are another check's finding."""
    if blobs.path_of(sha256).exists() and (said := _isa(sha256)[ISA15].decode("ascii", "replace")) != usage:
        return f"is {usage}, its bytes say {said or 'nothing'}"
    if then.get("connection_usage", usage) != usage:
        return f"is {usage}, its connection was {then['connection_usage']} when it was frozen"
    return "is for production and was made by a demo" if then.get("demo") and usage != Usage.TEST else ""


def _isa(sha256: str) -> bytes:
    """The first segment of a batch: its elements have fixed places."""
    with blobs.path_of(sha256).open("rb") as file:
        return file.read(106)
